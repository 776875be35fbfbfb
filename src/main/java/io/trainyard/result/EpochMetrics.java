package io.trainyard.result;

import org.jspecify.annotations.Nullable;

/**
 * What one epoch gave. Accuracies in [0,1], losses are means over examples.
 *
 * @param epoch 1-based
 * @param trainLoss running mean over the epoch's batches, as seen while the weights moved
 * @param trainAccuracy running mean over the epoch's batches
 * @param validationLoss null without a validation split
 * @param validationAccuracy null without a validation split
 * @param learningRate at the epoch's last step
 * @param seconds time of the epoch, validation included, checkpoint writing not; of a resumed epoch, since the resume
 * @param imagesPerSecond of the training steps alone, waiting for data not included; 0 when a resume left none to do
 * @param feedWaitSeconds how long steps waited for their batches, all together
 */
public record EpochMetrics(
        int epoch,
        double trainLoss,
        double trainAccuracy,
        @Nullable Double validationLoss,
        @Nullable Double validationAccuracy,
        double learningRate,
        double seconds,
        double imagesPerSecond,
        double feedWaitSeconds) {}
