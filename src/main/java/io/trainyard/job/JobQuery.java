package io.trainyard.job;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs to list.
 *
 * @param statuses empty for all
 * @param labels every pair must match
 * @param name part of the name, case-insensitive
 * @param after id of the last job already seen
 */
public record JobQuery(
        Set<JobStatus> statuses,
        Map<String, String> labels,
        @Nullable String name,
        @Nullable Instant createdAfter,
        int limit,
        @Nullable String after,
        boolean newestFirst) {}
