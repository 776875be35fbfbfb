package io.trainyard.engine.network;

import io.trainyard.dataset.Batch;
import java.util.List;
import java.util.function.UnaryOperator;

/** Computes a network's passes, on one kind of kernels. Reads the parameter vector and writes the gradient vector. */
public interface Executor extends Threads, AutoCloseable {

    /**
     * Forward with batch statistics, which the running ones take in, and dropout; then backward.
     *
     * @param seed of this pass' dropout
     * @param lossGradient gives the gradient of the loss for the logits, both size x classes, row-major
     */
    void train(Batch batch, long seed, UnaryOperator<float[]> lossGradient);

    /**
     * Logits with running statistics and without dropout: size x classes, row-major. What was made of the parameters in the
     * evaluation before may be used again, unless there was a training pass since, or {@link #parametersChanged}.
     */
    float[] evaluate(Batch batch);

    /** To be called between two evaluations when somebody has written to the parameter vector. */
    void parametersChanged();

    /**
     * What each node gave in the last training pass, by its index; to be asked for before the next pass. Where a kernel does a ReLU in
     * the same go, the node before has the ReLU's.
     */
    List<Liveness> liveness();

    @Override
    void close();
}
