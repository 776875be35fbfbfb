package io.trainyard.result;

import org.jspecify.annotations.Nullable;

/**
 * What one epoch gave. Accuracies in [0,1], losses are means over examples.
 *
 * @param epoch 1-based
 * @param trainLoss running mean over the epoch's batches, as seen while the weights moved
 * @param validationLoss null without a validation split
 * @param learningRate at the epoch's last step
 * @param seconds training time of the epoch, validation included
 * @param imagesPerSecond training steps alone
 * @param feedWaitSeconds how long steps waited for their batches
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
