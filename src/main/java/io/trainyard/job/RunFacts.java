package io.trainyard.job;

import io.trainyard.result.InitialValues;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a trainer knows once data and network are ready.
 *
 * @param initialValues null if the run goes on from a checkpoint
 */
public record RunFacts(
        long totalParameters,
        int iterationsPerEpoch,
        String device,
        String datasetSha256,
        Map<String, String> versions,
        @Nullable List<InitialValues> initialValues) {}
