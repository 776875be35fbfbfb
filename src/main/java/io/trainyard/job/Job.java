package io.trainyard.job;

import io.trainyard.result.FailureCategory;
import io.trainyard.result.StopReason;
import io.trainyard.spec.Heading;
import io.trainyard.spec.Metric;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A job as clients see it. */
public record Job(
        String id,
        Description description,
        Order order,
        Lineage lineage,
        State state,
        Progress progress,
        @Nullable Best best,
        @Nullable Result result,
        @Nullable Provenance provenance,
        Timestamps timestamps) {

    public record Description(@Nullable String name, Map<String, String> labels, String notes) {}

    /** @param spec as the client sent it; @param resolvedSpec with every default */
    public record Order(JsonNode spec, JsonNode resolvedSpec, long seed, int priority) {}

    /**
     * @param parentId the job that it was forked from; null unless it was
     * @param forkedFrom the parent's checkpoint that it started with; either may be gone
     */
    public record Lineage(
            @Nullable String parentId, @Nullable String forkedFrom) {

        public static final Lineage NONE = new Lineage(null, null);
    }

    /**
     * @param attempt 1-based; 0 before the first start
     * @param resumedFrom id of the checkpoint that the current attempt went on from
     * @param lastCheckpoint id of the newest checkpoint; null before the first
     */
    public record State(
            JobStatus status,
            @Nullable StopReason stopReason,
            int attempt,
            @Nullable String device,
            @Nullable String resumedFrom,
            @Nullable String lastCheckpoint,
            @Nullable JobError error) {}

    /**
     * Why a job failed.
     *
     * @param category whose fault it is
     * @param code stable, for programs
     * @param message what happened and what to try
     */
    public record JobError(FailureCategory category, String code, String message) {}

    /**
     * @param epoch epochs completed
     * @param iteration steps done of the epoch under way
     * @param iterationsPerEpoch 0 before the first start
     */
    public record Progress(
            int epoch,
            int epochs,
            int iteration,
            int iterationsPerEpoch,
            @Nullable Double imagesPerSecond,
            @Nullable Instant estimatedFinish) {

        /** Share of all steps that is done, 0 to 1. */
        public double fraction() {
            double current = iterationsPerEpoch == 0 ? 0 : (double) iteration / iterationsPerEpoch;
            return Math.min(1, (epoch + current) / epochs);
        }
    }

    /**
     * The best epoch so far, by the metric of the checkpoint policy.
     *
     * @param epoch 1-based
     * @param metric the spec's {@code checkpoints.metric}
     * @param value the metric's value after that epoch
     * @param checkpointId null if that epoch left no checkpoint, or none that is kept
     */
    public record Best(
            int epoch,
            Metric metric,
            double value,
            @Nullable String checkpointId) {}

    /**
     * What a job that succeeded gave.
     *
     * @param testAccuracy on the test split, in [0,1]
     * @param testLoss on the test split
     * @param evaluatedEpoch whose checkpoint was judged
     * @param totalParameters trainable ones
     * @param trainingSeconds of all epochs together
     */
    public record Result(
            double testAccuracy, double testLoss, int evaluatedEpoch, long totalParameters, double trainingSeconds) {}

    /**
     * What a run ran on.
     *
     * @param versions of the parts that matter, by name
     * @param device device and kernels in words
     * @param datasetSha256 of the data set's content, hex
     */
    public record Provenance(Map<String, String> versions, String device, String datasetSha256) {}

    public record Timestamps(
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            Instant updatedAt) {}

    /** What clients may change of it. */
    Heading heading() {
        return new Heading(
                new io.trainyard.spec.Description(description.name(), description.labels(), description.notes()),
                order.priority());
    }

    public Set<JobAction> allowedActions() {
        Set<JobAction> actions = EnumSet.noneOf(JobAction.class);
        for (JobAction action : JobAction.values()) {
            if (allows(action)) {
                actions.add(action);
            }
        }
        return actions;
    }

    private boolean allows(JobAction action) {
        return switch (action) {
            case PAUSE, RESUME, CANCEL -> action.changes(state.status());
            case FORK -> state.lastCheckpoint() != null;
            case DELETE -> !state.status().isActive();
        };
    }
}
