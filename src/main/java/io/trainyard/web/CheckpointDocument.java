package io.trainyard.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.trainyard.job.Checkpoint;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A checkpoint as JSON; its bytes are at {@code /checkpoints/{id}/content}. */
@Schema(name = "Checkpoint")
record CheckpointDocument(
        String id,
        String object,
        String jobId,
        int epoch,
        int batch,
        long iteration,
        @Nullable Double metricValue,
        boolean best,
        boolean last,
        long bytes,
        String sha256,
        Instant createdAt) {

    static CheckpointDocument of(Checkpoint checkpoint) {
        return new CheckpointDocument(
                checkpoint.id(),
                "checkpoint",
                checkpoint.jobId(),
                checkpoint.epoch(),
                checkpoint.batch(),
                checkpoint.iteration(),
                checkpoint.metricValue(),
                checkpoint.best(),
                checkpoint.last(),
                checkpoint.bytes(),
                checkpoint.sha256(),
                checkpoint.createdAt());
    }
}
