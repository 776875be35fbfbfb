package io.trainyard.web;

import io.trainyard.job.Job;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ETag;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** If-Match (RFC 9110, section 13.1.1): a client goes on only with the job that it has seen. */
@Component
public class JobPrecondition {

    private final JobDocuments documents;

    JobPrecondition(JobDocuments documents) {
        this.documents = documents;
    }

    /** @throws ProblemException 412 if the header names other states of the job's document only */
    public void require(@Nullable String ifMatch, Job job) {
        if (ifMatch == null) {
            return;
        }
        String tag = JobDocuments.tag(documents.of(job));
        if (ETag.parse(ifMatch).stream().noneMatch(known -> isThis(known, tag))) {
            throw Problem.of(
                            HttpStatus.PRECONDITION_FAILED,
                            "precondition_failed",
                            "Job %s is not as If-Match knows it; its ETag is \"%s\". Get it anew, and decide again."
                                    .formatted(job.id(), tag))
                    .exception();
        }
    }

    /** A weak tag promises no equal bytes. */
    private static boolean isThis(ETag known, String tag) {
        return known.isWildcard() || !known.weak() && known.tag().equals(tag);
    }
}
