package io.trainyard.web.control;

import io.trainyard.job.Job;
import io.trainyard.job.JobAction;
import io.trainyard.job.JobControl;
import io.trainyard.job.JobStatus;
import io.trainyard.job.Jobs;
import io.trainyard.web.JobDocuments;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Pauses, resumes and cancels, and says how HTTP calls what came of it. */
@Component
class JobActions {

    private final Jobs jobs;
    private final JobControl control;

    JobActions(Jobs jobs, JobControl control) {
        this.jobs = jobs;
        this.control = control;
    }

    /** @param status 202 if the job changes, also later; 200 if it was so before */
    record Done(HttpStatus status, Job job) {}

    /**
     * @throws io.trainyard.job.JobNotFoundException if there is no such job
     * @throws io.trainyard.job.ActionNotAllowedException if its status does not allow it
     */
    Done act(JobAction action, String id) {
        JobStatus before = JobDocuments.require(jobs, id).state().status();
        Job job = switch (action) {
            case PAUSE -> control.pause(id);
            case RESUME -> control.resume(id);
            case CANCEL -> control.cancel(id);
            case FORK, DELETE -> throw new IllegalArgumentException(action + " leads to no status");
        };
        boolean done = !before.isTransitional() && job.state().status() == before;
        return new Done(done ? HttpStatus.OK : HttpStatus.ACCEPTED, job);
    }
}
