package io.trainyard.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param epoch epochs completed
 * @param iteration steps done of the epoch under way
 */
public record RunProgress(
        int epoch,
        int iteration,
        double imagesPerSecond,
        @Nullable Instant estimatedFinish) {}
