package io.trainyard.golden;

import io.trainyard.dataset.Batch.Mix;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A network in training, PyTorch's or the engine's, seen as PyTorch would show it. */
interface Trainee extends AutoCloseable {

    /**
     * One optimizer step.
     *
     * @param images size x channels x height x width
     * @param mix soft targets, or null for the labels alone
     * @return the mean loss before the update
     */
    double step(float[] images, int[] labels, @Nullable Mix mix, double learningRate, int iteration);

    /** Probabilities in evaluation mode, size x classes. */
    double[] predict(float[] images, int size);

    /** The state_dict: parameters and running statistics by name, in PyTorch's layout. */
    Map<String, double[]> tensors();

    @Override
    void close();
}
