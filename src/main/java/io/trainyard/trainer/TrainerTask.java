package io.trainyard.trainer;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a trainer is to do; written as {@code task.json} into its working folder.
 *
 * @param spec the resolved spec
 * @param resumeFrom path of the checkpoint to go on from, relative to the working folder or absolute; null for a fresh
 *     start
 * @param bestCheckpoint path of the best checkpoint of earlier attempts, likewise; null when there is none
 * @param fork how to take up at {@code resumeFrom} where that is another job's; null otherwise
 * @param dataDirectory see {@link io.trainyard.dataset.DatasetStore}
 * @param cacheDirectory likewise
 * @param elapsedSeconds training time of earlier attempts, for {@code max_runtime_seconds}
 */
public record TrainerTask(
        String jobId,
        JsonNode spec,
        @Nullable String resumeFrom,
        @Nullable String bestCheckpoint,
        @Nullable Fork fork,
        @Nullable String dataDirectory,
        String cacheDirectory,
        double elapsedSeconds) {

    /**
     * @param resetOptimizer takes over the model alone
     * @param continues carries on with the best so far, early stopping's patience and a plateau's
     */
    public record Fork(boolean resetOptimizer, boolean continues) {}
}
