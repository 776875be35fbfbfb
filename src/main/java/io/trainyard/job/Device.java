package io.trainyard.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device of one server, as its worker found it.
 *
 * @param id {@code cpu} or {@code gpu-0}
 * @param kind {@code cpu} or {@code gpu}
 * @param reason why it cannot be used, or what else a person should know; null when there is nothing to say
 * @param jobId the job that it runs; null when idle
 */
public record Device(
        String server,
        String id,
        String kind,
        String name,
        long memoryBytes,
        @Nullable String computeCapability,
        boolean usable,
        @Nullable String reason,
        @Nullable String jobId,
        Instant seenAt) {}
