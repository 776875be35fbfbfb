package io.trainyard.golden;

import java.util.List;
import java.util.Map;

/** A network in training, PyTorch's or the engine's, seen as PyTorch would show it. */
interface Trainee extends AutoCloseable {

    /**
     * One optimizer step.
     *
     * @param batches one, or several whose gradients are accumulated
     * @return the mean loss of the examples before the update
     */
    double step(List<Examples> batches, double learningRate, int iteration);

    /** Probabilities in evaluation mode, size x classes; by averaged weights where the spec averages them. */
    double[] predict(float[] images, int size);

    /** The state_dict of what predicts: parameters and running statistics by name, in PyTorch's layout. */
    Map<String, double[]> tensors();

    @Override
    void close();
}
