package io.trainyard.training;

import io.trainyard.dataset.Batch;
import io.trainyard.result.InitialValues;
import io.trainyard.training.diagnosis.Inspection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network with its optimizer on one device. Deterministic: same spec, same calls, same bits. Not thread-safe.
 */
public interface Engine extends AutoCloseable {

    /**
     * One optimizer step on the mean of the batches' gradients, each that of its own mean loss. A step whose loss is not
     * finite leaves the parameters as they were.
     *
     * @param batches one, or several in a row whose gradients are accumulated
     * @param iteration 1-based count of the steps over the whole run; with the spec's seed it fixes this step's dropout
     * @param inspected whether the result shall say what the step looked like inside, which takes a little longer
     */
    StepResult step(List<Batch> batches, double learningRate, long iteration, boolean inspected);

    /** A step on one batch. */
    default StepResult step(Batch batch, double learningRate, long iteration) {
        return step(List.of(batch), learningRate, iteration, false);
    }

    /** Logits in evaluation mode: size x classes, row-major. */
    float[] logits(Batch batch);

    /** Trainable parameters. */
    long parameters();

    /** How a fresh network of this spec starts, tensor by tensor. */
    List<InitialValues> initialValues();

    /** Device and kernels in words, for the log and the provenance. */
    String description();

    /**
     * Copies what a checkpoint of {@code state} holds, so that training goes on while it is written. The memory of the
     * copy is kept for the next one: write this snapshot before you take another.
     */
    Snapshot snapshot(TrainingState state);

    /** Writes a checkpoint file and waits for it. */
    default void save(Path file, TrainingState state) throws IOException {
        snapshot(state).write(file);
    }

    /**
     * Puts network and optimizer back to where {@link #snapshot} found them.
     *
     * @throws IOException if the file is damaged or belongs to another network
     */
    TrainingState restore(Path file) throws IOException;

    /**
     * Takes over what another network's run left, whose layers have the same parameters; what has none may differ.
     *
     * @param resetOptimizer takes over only what is evaluated; optimizer and weight average start anew with the next step
     * @throws IOException if the file is damaged or does not fit this network or, unless it is reset, this optimizer
     */
    TrainingState adopt(Path file, boolean resetOptimizer) throws IOException;

    @Override
    void close();

    /** Network, optimizer and {@link TrainingState} as they were at one moment. */
    interface Snapshot {

        /**
         * Writes one checkpoint file, forced to disk: a model zip that stock DeepLearning4J loads, with entries of ours
         * beside. Equal state gives equal bytes. Atomic: the file is whole or not there. Any thread may call it.
         */
        void write(Path file) throws IOException;
    }

    /**
     * @param loss mean over the examples, of the forward passes before the update
     * @param correct right at the first guess
     * @param inspection if it was asked for, or if the loss is not finite
     */
    record StepResult(double loss, int correct, @Nullable Inspection inspection) {

        public StepResult(double loss, int correct) {
            this(loss, correct, null);
        }
    }
}
