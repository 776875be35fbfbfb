package io.trainyard.web.model;

import io.swagger.v3.oas.annotations.media.Schema;
import io.trainyard.job.Checkpoint;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint as JSON; its bytes are at {@code /checkpoints/{id}/content}.
 *
 * @param id {@code ckpt_} and what sorts by creation
 * @param jobId whose it is
 * @param epoch epochs completed
 * @param batch batches done of the next epoch; 0 at an epoch's end
 * @param iteration optimizer steps done in all
 * @param metricValue of the spec's {@code checkpoints.metric}; null without validation
 * @param best whether it is the best so far
 * @param last whether it is the newest
 * @param bytes size of its file
 * @param sha256 of its file, hex
 * @param createdAt when it was stored
 */
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
