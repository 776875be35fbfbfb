package io.trainyard.job;

import io.trainyard.job.Job.JobError;
import io.trainyard.result.EpochMetrics;
import io.trainyard.result.StopReason;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an event tells. */
public sealed interface EventData {

    /** The kinds of events, by the names that they are stored under. */
    enum Type {
        STATUS(StatusChange.class),
        EPOCH(EpochEnded.class),
        CHECKPOINT(CheckpointStored.class),
        WARNING(Warned.class),
        PATCHED(Patched.class),
        DELETED(Deleted.class);

        final Class<? extends EventData> data;

        Type(Class<? extends EventData> data) {
            this.data = data;
        }
    }

    default Type type() {
        return Arrays.stream(Type.values())
                .filter(type -> type.data == getClass())
                .findFirst()
                .orElseThrow();
    }

    /**
     * The job has gone to another status. A running one takes up after {@code epoch} and {@code iteration}: what was
     * told of later epochs before is taken back and comes again.
     *
     * @param status where the job stands now
     * @param attempt how often it was started
     * @param epoch epochs completed
     * @param iteration steps done of the next one
     * @param stopReason why it ended well; null unless it succeeded
     * @param error null unless it failed
     */
    record StatusChange(
            JobStatus status,
            int attempt,
            int epoch,
            int iteration,
            @Nullable StopReason stopReason,
            @Nullable JobError error)
            implements EventData {}

    record EpochEnded(EpochMetrics metrics) implements EventData {}

    /**
     * A checkpoint was stored.
     *
     * @param id of the checkpoint
     * @param epoch epochs completed
     * @param batch batches done of the next epoch
     * @param iteration optimizer steps done in all
     * @param bytes size of its file
     * @param best whether it is the best so far
     */
    record CheckpointStored(String id, int epoch, int batch, long iteration, long bytes, boolean best)
            implements EventData {}

    /** Seen for the first time at its place. */
    record Warned(JobWarning warning) implements EventData {}

    /** @param fields names in the job's document */
    record Patched(List<String> fields) implements EventData {}

    record Deleted() implements EventData {}
}
