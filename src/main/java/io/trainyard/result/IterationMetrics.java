package io.trainyard.result;

/**
 * What one optimizer step gave.
 *
 * @param epoch 1-based
 * @param iteration steps done in all, this one included
 * @param trainLoss mean over the step's examples, before its update
 * @param trainAccuracy in [0,1], likewise
 * @param learningRate of the step
 * @param imagesPerSecond of the step, waiting for its batches included
 */
public record IterationMetrics(
        int epoch, long iteration, float trainLoss, float trainAccuracy, float learningRate, float imagesPerSecond) {}
