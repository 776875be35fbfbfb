package io.trainyard.web;

import io.trainyard.job.ActionNotAllowedException;
import io.trainyard.job.JobNotFoundException;
import java.util.List;
import org.springframework.http.HttpStatus;

/** Why something cannot be done to a job. */
public final class JobProblems {

    private JobProblems() {}

    public static Problem of(JobNotFoundException e) {
        return Problem.of(
                HttpStatus.NOT_FOUND, "job_not_found", e.getMessage() + " GET /api/v1/jobs lists those there are.");
    }

    /** Of a body that is no spec. */
    public static Problem invalidBody(List<ProblemError> errors) {
        String detail = errors.size() == 1 ? errors.get(0).message() : errors.size() + " things are wrong; see errors.";
        return Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid_body", detail)
                .with("errors", errors);
    }

    public static Problem of(ActionNotAllowedException e) {
        return Problem.of(HttpStatus.CONFLICT, "action_not_allowed", String.valueOf(e.getMessage()))
                .with("job_status", e.job().state().status())
                .with("allowed_actions", JobDocument.sorted(e.job().allowedActions()));
    }
}
