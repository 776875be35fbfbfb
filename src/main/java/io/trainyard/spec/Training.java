package io.trainyard.spec;

import org.jspecify.annotations.Nullable;

/**
 * How long and in what portions.
 *
 * @param epochs the total, also after a resume
 * @param maxRuntimeSeconds training stops after the epoch in which it is reached
 * @param targetAccuracy training stops after the epoch whose validation accuracy reaches it
 */
public record Training(
        int epochs,
        int batchSize,
        @Nullable Integer maxRuntimeSeconds,
        @Nullable Double targetAccuracy) {}
