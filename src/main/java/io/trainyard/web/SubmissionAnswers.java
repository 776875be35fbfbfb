package io.trainyard.web;

import io.trainyard.job.Submission;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** How requests that make jobs are answered, and what their keys look like. */
@Component
public class SubmissionAnswers {

    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** For the OpenAPI document. */
    public static final String KEY_DESCRIPTION = "1 to 255 visible ASCII characters, new for every new job";

    private final JobDocuments documents;

    SubmissionAnswers(JobDocuments documents) {
        this.documents = documents;
    }

    /** @throws ProblemException if the key is not one */
    public static @Nullable String checked(@Nullable String key) {
        if (key == null || key.matches("[\\x21-\\x7e]{1,255}")) {
            return key;
        }
        String message = IDEMPOTENCY_KEY + " must be 1 to 255 visible ASCII characters, such as a UUID.";
        throw Problem.of(HttpStatus.BAD_REQUEST, "invalid_header", message)
                .with("errors", List.of(ProblemError.inHeader(IDEMPOTENCY_KEY, "wrong_format", message)))
                .exception();
    }

    /** 201 with the job and its address, the first time and every other. */
    public ResponseEntity<JobDocument> of(Submission submission) {
        URI self = URI.create(WebConfiguration.API + "/jobs/" + submission.job().id());
        ResponseEntity.BodyBuilder answer = ResponseEntity.created(self);
        if (!submission.created()) {
            answer.header("Idempotent-Replayed", "true");
        }
        return answer.body(documents.of(submission.job()));
    }
}
