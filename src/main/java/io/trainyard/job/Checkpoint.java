package io.trainyard.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored checkpoint, without its bytes.
 *
 * @param epoch epochs completed
 * @param batch batches done of the next epoch; 0 at an epoch's end
 * @param metricValue the spec's checkpoint metric; null without validation
 * @param sha256 of the content, hex
 */
public record Checkpoint(
        String id,
        String jobId,
        int epoch,
        int batch,
        long iteration,
        @Nullable Double metricValue,
        boolean best,
        boolean last,
        long bytes,
        String sha256,
        Instant createdAt) {}
