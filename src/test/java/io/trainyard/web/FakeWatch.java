package io.trainyard.web;

import io.trainyard.job.Event;
import io.trainyard.job.EventData;
import io.trainyard.job.JobStatus;
import io.trainyard.job.JobWatch;
import io.trainyard.result.IterationChunk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Events in memory; numbered as they are told, and on and on, as in a database. */
public class FakeWatch implements JobWatch {

    public static final Instant AT = Instant.parse("2026-11-23T06:00:00Z");

    public final List<LiveProgress> running = new CopyOnWriteArrayList<>();
    public final List<IterationChunk> iterations = new CopyOnWriteArrayList<>();
    public final List<LogLine> log = new CopyOnWriteArrayList<>();
    public volatile @Nullable JobStatus status;
    private final List<Event> events = new ArrayList<>();
    private long last;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** As a transaction of this server would. */
    public void tell(String jobId, EventData data) {
        tellFromElsewhere(jobId, data);
        listeners.forEach(Runnable::run);
    }

    /** As another server's would. */
    public synchronized void tellFromElsewhere(String jobId, EventData data) {
        events.add(new Event(++last, jobId, AT, data));
    }

    public synchronized void clear() {
        events.clear();
        running.clear();
        iterations.clear();
        log.clear();
        status = null;
    }

    @Override
    public synchronized long lastEvent() {
        return last;
    }

    @Override
    public List<Event> events(long after, int limit) {
        return events(event -> event.id() > after, limit);
    }

    @Override
    public List<Event> events(String jobId, long after, int limit) {
        return events(event -> event.jobId().equals(jobId) && event.id() > after, limit);
    }

    private synchronized List<Event> events(Predicate<Event> wanted, int limit) {
        return events.stream().filter(wanted).limit(limit).toList();
    }

    @Override
    public List<LiveProgress> running() {
        return List.copyOf(running);
    }

    @Override
    public long countIterations(String jobId, long after) {
        return iterations.stream()
                .filter(steps -> steps.last() > after)
                .mapToLong(steps -> steps.last() - Math.max(after, steps.first() - 1))
                .sum();
    }

    @Override
    public List<IterationChunk> iterations(String jobId, long after) {
        return iterations.stream()
                .filter(steps -> steps.last() > after)
                .limit(1)
                .toList();
    }

    @Override
    public int lastLogLine(String jobId) {
        return log.size();
    }

    @Override
    public List<LogLine> log(String jobId, int after, int limit) {
        return log.stream().filter(line -> line.number() > after).toList();
    }

    @Override
    public Optional<JobStatus> status(String jobId) {
        return Optional.ofNullable(status);
    }

    @Override
    public void onEvents(Runnable listener) {
        listeners.add(listener);
    }
}
