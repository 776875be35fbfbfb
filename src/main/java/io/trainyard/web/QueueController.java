package io.trainyard.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trainyard.job.Job;
import io.trainyard.job.Jobs;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = WebConfiguration.API + "/queue", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "server", description = "Queue and devices")
class QueueController {

    private static final int MOST = 1_000;

    private final Jobs jobs;

    QueueController(Jobs jobs) {
        this.jobs = jobs;
    }

    @Operation(
            summary = "The queue",
            description = "Queued jobs in the order in which they will run: the first 1,000; has_more tells of others.")
    @GetMapping
    ListDocument<QueueEntry> get() {
        List<String> ids = jobs.queue(MOST + 1);
        boolean more = ids.size() > MOST;
        List<Job> queue = jobs.findAll(more ? ids.subList(0, MOST) : ids);
        List<QueueEntry> entries = IntStream.range(0, queue.size())
                .mapToObj(index -> QueueEntry.of(index + 1, queue.get(index)))
                .toList();
        return new ListDocument<>(entries, more, null);
    }

    /**
     * A queued job.
     *
     * @param position 1 runs next
     * @param jobId the job
     * @param name the job's; null if it has none
     * @param priority a higher one runs sooner
     * @param attempt how often it was started before
     * @param createdAt when it was submitted
     */
    @Schema(name = "QueueEntry")
    record QueueEntry(
            String object,
            int position,
            String jobId,
            @Nullable String name,
            int priority,
            int attempt,
            Instant createdAt) {

        static QueueEntry of(int position, Job job) {
            return new QueueEntry(
                    "queue_entry",
                    position,
                    job.id(),
                    job.description().name(),
                    job.order().priority(),
                    job.state().attempt(),
                    job.timestamps().createdAt());
        }
    }
}
