package io.trainyard.spec;

import org.jspecify.annotations.Nullable;

/**
 * How long and in what portions.
 *
 * @param epochs the total, also after a resume
 * @param accumulateBatches the gradients of so many batches are averaged for one optimizer step
 * @param maxRuntimeSeconds training stops after the epoch in which it is reached
 * @param targetAccuracy training stops after the epoch whose validation accuracy reaches it
 */
public record Training(
        int epochs,
        int batchSize,
        int accumulateBatches,
        @Nullable Integer maxRuntimeSeconds,
        @Nullable Double targetAccuracy) {

    /** A step for every batch. */
    public Training(int epochs, int batchSize, @Nullable Integer maxRuntimeSeconds, @Nullable Double targetAccuracy) {
        this(epochs, batchSize, 1, maxRuntimeSeconds, targetAccuracy);
    }
}
