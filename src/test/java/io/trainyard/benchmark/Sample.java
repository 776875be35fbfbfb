package io.trainyard.benchmark;

import java.util.Map;

/**
 * What one process measured.
 *
 * @param trainingRate images a second, whole optimizer steps
 * @param evaluationRate images a second
 * @param laps milliseconds of a step by what they were for; empty where unknown
 * @param peakBytes resident memory at most, of the whole process, after training
 * @param loss of the last step
 */
record Sample(
        double trainingRate,
        double evaluationRate,
        int steps,
        Map<String, Double> laps,
        long peakBytes,
        double loss,
        String description) {}
