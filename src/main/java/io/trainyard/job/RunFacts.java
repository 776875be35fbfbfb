package io.trainyard.job;

import java.util.Map;

/** What a trainer knows once data and network are ready. */
public record RunFacts(
        long totalParameters,
        int iterationsPerEpoch,
        String device,
        String datasetSha256,
        Map<String, String> versions) {}
