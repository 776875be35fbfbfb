package io.trainyard.web.control;

import io.trainyard.job.ActionNotAllowedException;
import io.trainyard.job.Job;
import io.trainyard.job.JobAction;
import io.trainyard.job.JobControl;
import io.trainyard.job.JobNotFoundException;
import io.trainyard.web.JobDocument;
import io.trainyard.web.JobDocuments;
import io.trainyard.web.JobProblems;
import io.trainyard.web.Problem;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/** Does one thing to many jobs, to each by itself. */
@Component
class BatchActions {

    /** Other words never reach the database, which might choke on them. */
    private static final Pattern ID = Pattern.compile("job_[0-9a-z]{1,36}");

    private final JobActions actions;
    private final JobControl control;
    private final JobDocuments documents;

    BatchActions(JobActions actions, JobControl control, JobDocuments documents) {
        this.actions = actions;
        this.control = control;
        this.documents = documents;
    }

    List<BatchResult> act(BatchRequest request) {
        List<Outcome> outcomes =
                request.ids().stream().map(id -> act(request.action(), id)).toList();
        // All at once, since each job's place in the queue takes a look at the whole queue.
        List<Job> jobs = outcomes.stream()
                .map(Outcome::job)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Map<String, JobDocument> byId = documents.of(jobs).stream()
                .collect(Collectors.toMap(JobDocument::id, document -> document, (first, second) -> second));
        return outcomes.stream().map(outcome -> outcome.result(byId)).toList();
    }

    private Outcome act(JobAction action, String id) {
        try {
            if (!ID.matcher(id).matches()) {
                throw new JobNotFoundException(id);
            }
            if (action == JobAction.DELETE) {
                control.delete(id);
                return new Outcome(id, HttpStatus.NO_CONTENT, null, null);
            }
            JobActions.Done done = actions.act(action, id);
            return new Outcome(id, done.status(), done.job(), null);
        } catch (JobNotFoundException e) {
            return failed(id, JobProblems.of(e));
        } catch (ActionNotAllowedException e) {
            return failed(id, JobProblems.of(e));
        }
    }

    private static Outcome failed(String id, Problem problem) {
        ProblemDetail body = problem.body();
        return new Outcome(id, HttpStatus.valueOf(body.getStatus()), null, body);
    }

    private record Outcome(
            String id,
            HttpStatus status,
            @Nullable Job job,
            @Nullable ProblemDetail problem) {

        BatchResult result(Map<String, JobDocument> documents) {
            return new BatchResult(id, status.value(), job == null ? null : documents.get(job.id()), problem);
        }
    }
}
