package io.trainyard.web;

import io.trainyard.job.JobNotFoundException;
import io.trainyard.job.Jobs;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.http.ETag;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.DeferredResult;

/** Clients that wait for a job to be other than they know it. None of them holds a thread. */
@Component
public class JobWaits {

    /** The container looks for timeouts once a second only. */
    private static final long NO_TIMEOUT = 0L;

    private final Jobs jobs;
    private final JobDocuments documents;
    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();

    JobWaits(Jobs jobs, JobDocuments documents) {
        this.jobs = jobs;
        this.documents = documents;
    }

    private record Wait(String jobId, String known, DeferredResult<JobDocument> answer) {}

    /**
     * The job's document as soon as its tag is none of those known, or when the time is up.
     *
     * @param known an If-None-Match
     */
    Object answer(String jobId, String known, Duration most) {
        JobDocument now = document(jobId);
        if (!isKnown(known, now)) {
            return now;
        }
        Wait wait = new Wait(jobId, known, new DeferredResult<>(NO_TIMEOUT));
        wait.answer.onCompletion(() -> waits.remove(wait));
        waits.add(wait);
        CompletableFuture.delayedExecutor(most.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> settle(wait));
        return wait.answer;
    }

    public boolean isEmpty() {
        return waits.isEmpty();
    }

    /** Answers those whose job has changed. */
    public void check() {
        Map<String, JobDocument> seen = new HashMap<>();
        for (Wait wait : List.copyOf(waits)) {
            try {
                JobDocument now = seen.computeIfAbsent(wait.jobId, this::document);
                if (!isKnown(wait.known, now)) {
                    wait.answer.setResult(now);
                }
            } catch (JobNotFoundException deleted) {
                wait.answer.setErrorResult(deleted);
            }
        }
    }

    /** Answers all, changed or not. */
    public void end() {
        List.copyOf(waits).forEach(this::settle);
    }

    private void settle(Wait wait) {
        if (!waits.contains(wait)) {
            return;
        }
        try {
            wait.answer.setResult(document(wait.jobId));
        } catch (RuntimeException e) {
            wait.answer.setErrorResult(e);
        }
    }

    private JobDocument document(String jobId) {
        return documents.of(JobDocuments.require(jobs, jobId));
    }

    private static boolean isKnown(String ifNoneMatch, JobDocument document) {
        String tag = JobDocuments.tag(document);
        return ETag.parse(ifNoneMatch).stream()
                .anyMatch(known -> known.isWildcard() || known.tag().equals(tag));
    }
}
