package io.trainyard.web;

import io.trainyard.job.Job;
import io.trainyard.job.JobNotFoundException;
import io.trainyard.job.JobStatus;
import io.trainyard.job.JobWarning;
import io.trainyard.job.Jobs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.util.DigestUtils;
import tools.jackson.databind.json.JsonMapper;

/** Makes job documents, with what a job row does not know: the place in the queue, and warnings. */
@Component
public class JobDocuments {

    /** Lists tell the place in the queue of so many jobs; a single document that of any. */
    private static final int POSITIONS = 1_000;

    private static final JsonMapper JSON = WebConfiguration.json();

    private final Jobs jobs;

    JobDocuments(Jobs jobs) {
        this.jobs = jobs;
    }

    /** @throws JobNotFoundException if no job has this id */
    public static Job require(Jobs jobs, String id) {
        return jobs.find(id).orElseThrow(() -> new JobNotFoundException(id));
    }

    public JobDocument of(Job job) {
        Integer position = isQueued(job) ? jobs.queuePosition(job.id()).orElse(null) : null;
        return JobDocument.of(job, position, jobs.warnings(List.of(job.id())).getOrDefault(job.id(), List.of()));
    }

    public List<JobDocument> of(List<Job> page) {
        Map<String, Integer> positions = new HashMap<>();
        if (page.stream().anyMatch(JobDocuments::isQueued)) {
            jobs.queue(POSITIONS).forEach(id -> positions.put(id, positions.size() + 1));
        }
        Map<String, List<JobWarning>> warnings =
                jobs.warnings(page.stream().map(Job::id).toList());
        return page.stream()
                .map(job -> JobDocument.of(job, positions.get(job.id()), warnings.getOrDefault(job.id(), List.of())))
                .toList();
    }

    /** Likewise, with the fields that were asked for. */
    List<Object> of(List<Job> page, JobFields fields) {
        Map<String, List<Double>> accuracies = fields.sparkline()
                ? jobs.lastAccuracies(page.stream().map(Job::id).toList(), JobFields.POINTS)
                : Map.of();
        return of(page).stream()
                .map(document -> fields.of(document, accuracies.getOrDefault(document.id(), List.of())))
                .toList();
    }

    /** What {@code ShallowEtagHeaderFilter} gives the document, without its quotes. */
    static String tag(JobDocument document) {
        StringBuilder tag = new StringBuilder("0");
        DigestUtils.appendMd5DigestAsHex(JSON.writeValueAsBytes(document), tag);
        return tag.toString();
    }

    private static boolean isQueued(Job job) {
        return job.state().status() == JobStatus.QUEUED;
    }
}
