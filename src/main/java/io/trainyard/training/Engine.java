package io.trainyard.training;

import io.trainyard.dataset.Batch;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A network with its optimizer on one device. Deterministic: same spec, same calls, same bits. Not thread-safe.
 */
public interface Engine extends AutoCloseable {

    /**
     * One optimizer step.
     *
     * @param iteration 1-based count over the whole run; with the spec's seed it fixes this step's dropout
     */
    StepResult step(Batch batch, double learningRate, long iteration);

    /** Logits in evaluation mode: size x classes, row-major. */
    float[] logits(Batch batch);

    /** Trainable parameters. */
    long parameters();

    /** Device and kernels in words, for the log and the provenance. */
    String description();

    /**
     * Writes network, optimizer and {@code state} as one checkpoint file: a model zip that stock DeepLearning4J loads,
     * with entries of ours beside. Equal state gives equal bytes. Atomic: the file is whole or not there.
     */
    void save(Path file, TrainingState state) throws IOException;

    /**
     * Puts network and optimizer back to where {@link #save} found them.
     *
     * @throws IOException if the file is damaged or belongs to another network
     */
    TrainingState restore(Path file) throws IOException;

    @Override
    void close();

    /** @param loss mean over the batch, of the forward pass before the update; @param correct right at the first guess */
    record StepResult(double loss, int correct) {}
}
