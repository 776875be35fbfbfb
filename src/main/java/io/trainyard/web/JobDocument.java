package io.trainyard.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.trainyard.job.Job;
import io.trainyard.job.JobAction;
import io.trainyard.job.JobStatus;
import io.trainyard.job.JobWarning;
import io.trainyard.result.StopReason;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A job as JSON; the order of the components is the order in the document.
 *
 * @param id {@code job_} and what sorts by creation
 * @param name from the spec; null if it gave none
 * @param labels from the spec
 * @param notes from the spec
 * @param status where the job stands
 * @param stopReason why it ended well; null unless it succeeded
 * @param allowedActions what may be asked of the job now
 * @param priority a higher one runs sooner
 * @param queuePosition 1 for the job that runs next; null when it is not queued
 * @param attempt how often it was started
 * @param parentId the job that it was forked from; null if from none
 * @param forkedFrom the checkpoint that it started from; null if it is no fork
 * @param resumedFrom the checkpoint that the current attempt went on from; null if it began anew
 * @param seed from the spec
 * @param spec as it was sent
 * @param resolvedSpec with every default written out
 * @param device where it runs or ran; null before the first start
 * @param progress how far it is
 * @param best null before the first epoch with a value
 * @param result null unless it succeeded
 * @param provenance null before the first start
 * @param error null unless it failed
 * @param warnings what looks wrong in spec and run
 * @param layers where its layers are described; null until the first start
 * @param createdAt when it was submitted
 * @param startedAt when it first started; null before
 * @param finishedAt when it came to its end; null before
 */
@Schema(name = "Job")
public record JobDocument(
        String id,
        String object,
        @Nullable String name,
        Map<String, String> labels,
        String notes,
        JobStatus status,
        @Nullable StopReason stopReason,
        List<JobAction> allowedActions,
        int priority,
        @Nullable Integer queuePosition,
        int attempt,
        @Nullable String parentId,
        @Nullable String forkedFrom,
        @Nullable String resumedFrom,
        long seed,
        @Schema(type = "object") JsonNode spec,
        @Schema(type = "object") JsonNode resolvedSpec,
        @Nullable String device,
        Progress progress,
        Job.@Nullable Best best,
        Job.@Nullable Result result,
        Job.@Nullable Provenance provenance,
        Job.@Nullable JobError error,
        List<WarningDocument> warnings,
        @Nullable String layers,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {

    /**
     * How far a job is.
     *
     * @param epoch whole epochs done
     * @param epochs in all
     * @param iteration optimizer steps done of the epoch under way
     * @param iterationsPerEpoch optimizer steps of an epoch; 0 before the first start
     * @param fraction share of all steps that is done, 0 to 1
     * @param imagesPerSecond of late; null before the first steps
     * @param estimatedFinish null unless it runs
     */
    @Schema(name = "Progress")
    public record Progress(
            int epoch,
            int epochs,
            int iteration,
            int iterationsPerEpoch,
            double fraction,
            @Nullable Double imagesPerSecond,
            @Nullable Instant estimatedFinish) {

        public static Progress of(Job.Progress progress) {
            return new Progress(
                    progress.epoch(),
                    progress.epochs(),
                    progress.iteration(),
                    progress.iterationsPerEpoch(),
                    progress.fraction(),
                    progress.imagesPerSecond(),
                    progress.estimatedFinish());
        }
    }

    /** @param queuePosition 1 for the job that runs next; null when it is not queued */
    static JobDocument of(Job job, @Nullable Integer queuePosition, List<JobWarning> warnings) {
        Job.State state = job.state();
        return new JobDocument(
                job.id(),
                "job",
                job.description().name(),
                job.description().labels(),
                job.description().notes(),
                state.status(),
                state.stopReason(),
                sorted(job.allowedActions()),
                job.order().priority(),
                queuePosition,
                state.attempt(),
                job.lineage().parentId(),
                job.lineage().forkedFrom(),
                state.resumedFrom(),
                job.order().seed(),
                job.order().spec(),
                job.order().resolvedSpec(),
                state.device(),
                Progress.of(job.progress()),
                job.best(),
                job.result(),
                job.provenance(),
                state.error(),
                warnings.stream().map(WarningDocument::of).toList(),
                job.provenance() == null ? null : WebConfiguration.API + "/jobs/" + job.id() + "/layers",
                job.timestamps().createdAt(),
                job.timestamps().startedAt(),
                job.timestamps().finishedAt());
    }

    static List<JobAction> sorted(Collection<JobAction> actions) {
        return actions.stream().sorted().toList();
    }
}
