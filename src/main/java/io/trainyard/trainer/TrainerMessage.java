package io.trainyard.trainer;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.trainyard.result.EpochMetrics;
import io.trainyard.result.EvaluationResult;
import io.trainyard.result.FailureCategory;
import io.trainyard.result.InitialValues;
import io.trainyard.result.IterationChunk;
import io.trainyard.result.RunWarning;
import io.trainyard.result.StopReason;
import io.trainyard.training.SavedCheckpoint;
import io.trainyard.training.TrainingState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a trainer tells its worker, each one line on its standard output as {@link TrainerProtocol} writes it; large bytes
 * go through files.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TrainerMessage.Started.class, name = "started"),
    @JsonSubTypes.Type(value = TrainerMessage.Progress.class, name = "progress"),
    @JsonSubTypes.Type(value = TrainerMessage.Iterations.class, name = "iterations"),
    @JsonSubTypes.Type(value = TrainerMessage.Epoch.class, name = "epoch"),
    @JsonSubTypes.Type(value = TrainerMessage.Warning.class, name = "warning"),
    @JsonSubTypes.Type(value = TrainerMessage.Log.class, name = "log"),
    @JsonSubTypes.Type(value = TrainerMessage.Stopped.class, name = "stopped"),
    @JsonSubTypes.Type(value = TrainerMessage.Finished.class, name = "finished"),
    @JsonSubTypes.Type(value = TrainerMessage.Failed.class, name = "failed")
})
public sealed interface TrainerMessage {

    /**
     * Data and network are ready, the first step comes next.
     *
     * @param iterationsPerEpoch optimizer steps
     * @param initialValues null if the run goes on from a checkpoint
     */
    record Started(
            long totalParameters,
            int iterationsPerEpoch,
            String device,
            String datasetSha256,
            Map<String, String> versions,
            @Nullable List<InitialValues> initialValues)
            implements TrainerMessage {}

    /**
     * At most about once a second.
     *
     * @param epoch the one under way, 1-based
     * @param iteration steps done of it
     * @param imagesPerSecond since the last progress, waiting for data included
     */
    record Progress(int epoch, int iteration, double imagesPerSecond) implements TrainerMessage {}

    /** Steps that were not told before; all of an epoch's come before its {@link Epoch}, and none is left out. */
    record Iterations(IterationChunk steps) implements TrainerMessage {}

    /** An epoch is over; with the checkpoint that belongs to it, if one was written. */
    record Epoch(EpochMetrics metrics, @Nullable Checkpoint checkpoint) implements TrainerMessage {}

    /** Something looks wrong; it takes the place of an earlier one of its code and layer. */
    record Warning(RunWarning warning) implements TrainerMessage {}

    record Log(Level level, String text) implements TrainerMessage {}

    /**
     * The stop signal was followed. Said also without a command when the trainer gets a signal (Ctrl-C, SIGTERM).
     *
     * @param checkpoint to go on from; null when nothing is new since the last one said, or nothing was trained yet
     */
    record Stopped(@Nullable Checkpoint checkpoint) implements TrainerMessage {}

    /** All done. {@code evaluatedEpoch} says whose checkpoint the test set judged. */
    record Finished(StopReason reason, EvaluationResult test, int evaluatedEpoch) implements TrainerMessage {}

    record Failed(FailureCategory category, String code, String message) implements TrainerMessage {}

    /**
     * A checkpoint file in the working folder, whole; the worker deletes it when it is stored.
     *
     * @param file its name in the working folder
     * @param sha256 of the file, hex
     * @param epoch epochs completed
     * @param batch batches done of the next epoch; 0 at an epoch's end
     * @param metricValue value of the spec's checkpoint metric; null without validation
     * @param best whether it is the best so far
     */
    record Checkpoint(
            String file,
            String sha256,
            long bytes,
            int epoch,
            int batch,
            long iteration,
            @Nullable Double metricValue,
            boolean best) {

        static Checkpoint of(SavedCheckpoint saved) {
            TrainingState state = saved.state();
            return new Checkpoint(
                    saved.file().getFileName().toString(),
                    saved.sha256(),
                    saved.bytes(),
                    state.epoch(),
                    state.batch(),
                    state.iteration(),
                    saved.metricValue(),
                    saved.best());
        }
    }

    enum Level {
        INFO,
        WARN,
        ERROR
    }
}
