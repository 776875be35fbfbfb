package io.trainyard.web.events;

import io.trainyard.job.Event;
import io.trainyard.job.EventData;
import io.trainyard.job.JobWatch.LiveProgress;
import io.trainyard.result.IterationMetrics;
import io.trainyard.web.WebConfiguration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event as it goes over the wire, in the format of the HTML standard's section on server-sent events. Written once for
 * all streams.
 *
 * @param place the event's id, or the version of a progress
 * @param data of the event; null for a progress
 */
record Frame(String jobId, long place, @Nullable EventData data, byte[] bytes) {

    private static final JsonMapper JSON = WebConfiguration.json();
    static final byte[] HEARTBEAT = utf8(": still here\n\n");

    static Frame of(Event event) {
        EventDocument document = EventDocument.of(event);
        return new Frame(
                event.jobId(),
                event.id(),
                event.data(),
                utf8("id: %d\nevent: %s\ndata: %s\n\n".formatted(event.id(), document.type(), json(document))));
    }

    /** A job's progress, and the steps since the one before. */
    static Frame of(LiveProgress progress, List<IterationMetrics> steps, long version) {
        String frames = live(EventDocument.of(progress));
        if (!steps.isEmpty()) {
            frames += live(EventDocument.of(progress.jobId(), steps));
        }
        return new Frame(progress.jobId(), version, null, utf8(frames));
    }

    private static String live(EventDocument document) {
        return "event: %s\ndata: %s\n\n".formatted(document.type(), json(document));
    }

    /** The first lines: without data they are no event, but tell the client where it stands. */
    static byte[] opening(Duration retry, long lastEvent) {
        return utf8("retry: %d\nid: %d\n\n".formatted(retry.toMillis(), lastEvent));
    }

    /** The last event; it has no id, since it is not stored. */
    static byte[] end(String jobId, String status) {
        return utf8("event: end\ndata: {\"job_id\":\"%s\",\"status\":\"%s\"}\n\n".formatted(jobId, status));
    }

    private static String json(EventDocument document) {
        return JSON.writeValueAsString(document);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
