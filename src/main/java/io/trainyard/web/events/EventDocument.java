package io.trainyard.web.events;

import io.swagger.v3.oas.annotations.media.Schema;
import io.trainyard.job.Event;
import io.trainyard.job.EventData;
import io.trainyard.job.JobWatch.LiveProgress;
import io.trainyard.result.EpochMetrics;
import io.trainyard.result.IterationMetrics;
import io.trainyard.web.JobDocument;
import io.trainyard.web.WarningDocument;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An event as JSON.
 *
 * @param id grows over all jobs; null for events that are not stored
 * @param type says what {@code data} is
 * @param jobId whose it is
 * @param at when it happened; null for one that is not stored
 */
@Schema(name = "Event")
record EventDocument(
        @Schema(description = "Grows over all jobs; null for events that are not stored") @Nullable
        Long id,

        String object,

        @Schema(
                allowableValues = {
                    "status",
                    "epoch",
                    "checkpoint",
                    "warning",
                    "patched",
                    "deleted",
                    "progress",
                    "iteration"
                })
        String type,

        String jobId,
        @Nullable Instant at,

        @Schema(
                description = "By type: the status, an epoch's metrics, a checkpoint, a warning, …",
                anyOf = {
                    EventData.StatusChange.class,
                    EpochMetrics.class,
                    EventData.CheckpointStored.class,
                    WarningDocument.class,
                    EventData.Patched.class,
                    EventData.Deleted.class,
                    JobDocument.Progress.class,
                    Steps.class
                })
        Object data) {

    static EventDocument of(Event event) {
        EventData data = event.data();
        return new EventDocument(
                event.id(),
                "event",
                data.type().name().toLowerCase(Locale.ROOT),
                event.jobId(),
                event.at(),
                document(data));
    }

    private static Object document(EventData data) {
        if (data instanceof EventData.EpochEnded epoch) {
            return epoch.metrics();
        }
        if (data instanceof EventData.Warned warned) {
            return WarningDocument.of(warned.warning());
        }
        return data;
    }

    static EventDocument of(LiveProgress progress) {
        return new EventDocument(
                null, "event", "progress", progress.jobId(), null, JobDocument.Progress.of(progress.progress()));
    }

    /** @param steps those since the event of this kind before, thinned out */
    static EventDocument of(String jobId, List<IterationMetrics> steps) {
        return new EventDocument(null, "event", "iteration", jobId, null, new Steps(steps));
    }

    /** @param rows oldest first */
    @Schema(name = "Steps")
    record Steps(List<IterationMetrics> rows) {}
}
