package io.trainyard.job;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs to list.
 *
 * @param filter what they have in common
 * @param after where the page before ended; null for the first
 */
public record JobQuery(
        Filter filter, JobSort sort, int limit, @Nullable JobCursor after) {

    /**
     * @param statuses empty for all
     * @param labels every pair must match
     * @param name part of the name, in any case
     * @param text part of id, name, labels or notes, in any case
     */
    public record Filter(
            Set<JobStatus> statuses,
            Map<String, String> labels,
            @Nullable String name,
            @Nullable String text,
            @Nullable Instant createdAfter,
            @Nullable Instant createdBefore) {

        public static final Filter NONE = new Filter(Set.of(), Map.of(), null, null, null, null);
    }
}
