package io.trainyard.engine.network;

import io.trainyard.dataset.Batch;
import java.nio.FloatBuffer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Computes a network's passes, on one kind of kernels. Reads the parameter vector and writes the gradient vector. */
public interface Executor extends AutoCloseable {

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
     * The output of {@code node} in the last training pass, NHWC; valid until the next pass. Null where it was never
     * formed, as before a ReLU that the kernel did in the same go.
     */
    @Nullable
    FloatBuffer output(Node node);

    @Override
    void close();
}
