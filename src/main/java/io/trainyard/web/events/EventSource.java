package io.trainyard.web.events;

import io.trainyard.job.EventData;
import io.trainyard.job.JobStatus;
import io.trainyard.web.events.EventFeed.Batch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where one stream stands: which event it has sent last, and which progress. It holds no more than one page of events;
 * a progress that the client was too slow for is replaced by the next.
 */
final class EventSource implements StreamSource {

    private final EventFeed feed;
    private final EventSettings settings;
    private final @Nullable String jobId;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private @Nullable JobStatus status;
    private boolean deleted;
    private boolean endSent;
    private long place;
    private long progressSeen;
    private long lastSent = System.nanoTime();

    /**
     * @param jobId null for all jobs
     * @param after id of the last event that the client knows
     * @param status of the job before that event, as far as is known
     */
    EventSource(
            EventFeed feed, EventSettings settings, @Nullable String jobId, long after, @Nullable JobStatus status) {
        this.feed = feed;
        this.settings = settings;
        this.jobId = jobId;
        this.place = after;
        this.status = status;
        waiting.add(Frame.opening(settings.retry(), after));
    }

    @Override
    public byte @Nullable [] next() {
        if (waiting.isEmpty() && !endSent) {
            fetch();
        }
        byte[] next = waiting.poll();
        if (next != null) {
            lastSent = System.nanoTime();
        }
        return next;
    }

    private void fetch() {
        fetchEvents();
        if (waiting.isEmpty() && isOver()) {
            waiting.add(Frame.end(String.valueOf(jobId), deleted ? "deleted" : name(status)));
            endSent = true;
        } else if (waiting.isEmpty()) {
            feed.progress(jobId, progressSeen).forEach(frame -> {
                waiting.add(frame.bytes());
                progressSeen = frame.place();
            });
        }
        if (waiting.isEmpty()
                && System.nanoTime() - lastSent > settings.heartbeat().toNanos()) {
            waiting.add(Frame.HEARTBEAT);
        }
    }

    private void fetchEvents() {
        Batch batch;
        do {
            batch = feed.events(jobId, place);
            batch.frames().forEach(this::take);
        } while (advance(batch.upTo()) && waiting.isEmpty());
    }

    private boolean advance(long upTo) {
        boolean moved = upTo > place;
        place = upTo;
        return moved;
    }

    private void take(Frame frame) {
        waiting.add(frame.bytes());
        if (frame.data() instanceof EventData.StatusChange change) {
            status = change.status();
        } else if (frame.data() instanceof EventData.Deleted) {
            deleted = true;
        }
    }

    private boolean isOver() {
        return jobId != null && (deleted || (status != null && status.isFinal()));
    }

    private static String name(@Nullable JobStatus status) {
        return String.valueOf(status).toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean isAtEnd() {
        return endSent && waiting.isEmpty();
    }
}
