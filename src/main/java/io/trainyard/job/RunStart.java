package io.trainyard.job;

import org.jspecify.annotations.Nullable;

/**
 * A run just claimed, and where it takes up.
 *
 * @param resumeFrom the last checkpoint; null for a fresh start
 * @param best the best checkpoint of earlier attempts; null when there is none
 * @param elapsedSeconds training time of the epochs that are done
 */
public record RunStart(
        Run run,
        Job job,
        @Nullable Checkpoint resumeFrom,
        @Nullable Checkpoint best,
        double elapsedSeconds) {}
