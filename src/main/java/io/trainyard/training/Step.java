package io.trainyard.training;

/**
 * An optimizer step that is done.
 *
 * @param epoch the one under way, 1-based
 * @param iteration steps done of it
 * @param globalStep steps done in all
 * @param examples of the step's batches
 * @param loss mean over the examples, before the update
 * @param correct right at the first guess
 * @param seconds of the step, waiting for its batches included
 */
public record Step(
        int epoch,
        int iteration,
        long globalStep,
        int examples,
        double loss,
        int correct,
        double learningRate,
        double seconds) {}
