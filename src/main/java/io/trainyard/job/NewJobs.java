package io.trainyard.job;

import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.Violation;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Stores new jobs and queues them; works within the caller's transaction. */
@Component
class NewJobs {

    private final Ids ids;
    private final JobRows jobs;
    private final WarningRows warnings;
    private final QueueEntries queue;
    private final EventLog events;

    NewJobs(Ids ids, JobRows jobs, WarningRows warnings, QueueEntries queue, EventLog events) {
        this.ids = ids;
        this.jobs = jobs;
        this.warnings = warnings;
        this.queue = queue;
        this.events = events;
    }

    /**
     * @param spec as the client sent it
     * @param advice what is odd about it
     * @return the job's id; it is not in the queue yet
     */
    String store(JsonNode spec, ExperimentSpec resolved, List<Violation> advice) {
        Instant now = ids.nextMoment();
        String id = ids.id("job_", now);
        jobs.insert(id, now, spec, resolved);
        advice.forEach(odd -> warnings.put(id, JobWarning.of(odd)));
        return id;
    }

    Job queue(String id) {
        Job job = jobs.find(id).orElseThrow();
        queue.add(id, job.order().priority(), job.timestamps().createdAt());
        events.status(id);
        return job;
    }
}
