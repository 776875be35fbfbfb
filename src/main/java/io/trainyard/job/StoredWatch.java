package io.trainyard.job;

import java.util.List;
import org.springframework.stereotype.Service;

/** Watches rows of the database. */
@Service
class StoredWatch implements JobWatch {

    private final EventRows events;
    private final EventLog log;
    private final JobRows jobs;

    StoredWatch(EventRows events, EventLog log, JobRows jobs) {
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
    public void onEvents(Runnable listener) {
        log.onCommit(listener);
    }
}
