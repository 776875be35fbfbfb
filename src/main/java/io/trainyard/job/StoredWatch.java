package io.trainyard.job;

import io.trainyard.result.IterationChunk;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Watches rows of the database. */
@Service
class StoredWatch implements JobWatch {

    private static final int CHUNKS = 64;

    private final EventRows events;
    private final EventLog log;
    private final JobRows jobs;
    private final IterationRows iterations;
    private final LogLines logs;

    StoredWatch(EventRows events, EventLog log, JobRows jobs, IterationRows iterations, LogLines logs) {
        this.logs = logs;
        this.iterations = iterations;
        this.events = events;
        this.log = log;
        this.jobs = jobs;
    }

    @Override
    public long lastEvent() {
        return events.last();
    }

    @Override
    public List<Event> events(long after, int limit) {
        return events.after(after, limit);
    }

    @Override
    public List<Event> events(String jobId, long after, int limit) {
        return events.of(jobId, after, limit);
    }

    @Override
    public List<LiveProgress> running() {
        return jobs.running();
    }

    @Override
    public long countIterations(String jobId, long after) {
        return iterations.count(jobId, after);
    }

    @Override
    public List<IterationChunk> iterations(String jobId, long after) {
        return iterations.after(jobId, after, CHUNKS);
    }

    @Override
    public int lastLogLine(String jobId) {
        return logs.last(jobId);
    }

    @Override
    public List<LogLine> log(String jobId, int after, int limit) {
        return logs.after(jobId, after, limit);
    }

    @Override
    public Optional<JobStatus> status(String jobId) {
        return jobs.status(jobId);
    }

    @Override
    public void onEvents(Runnable listener) {
        log.onCommit(listener);
    }
}
