package io.trainyard.job;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint that a trainer has written and that is to be stored.
 *
 * @param sha256 of the file, hex; the stored bytes are checked against it
 * @param epoch epochs completed
 * @param batch batches done of the next epoch; 0 at an epoch's end
 * @param metricValue the spec's checkpoint metric; null without validation
 */
public record CheckpointFile(
        Path file,
        String sha256,
        long bytes,
        int epoch,
        int batch,
        long iteration,
        @Nullable Double metricValue) {}
