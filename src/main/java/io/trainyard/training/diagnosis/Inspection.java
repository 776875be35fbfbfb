package io.trainyard.training.diagnosis;

import java.util.List;

/**
 * What a step looked like inside.
 *
 * @param activations of the last batch's forward pass, in the order of the network
 * @param tensors the trainable parameters, likewise
 */
public record Inspection(List<Activation> activations, List<Tensor> tensors) {

    public Inspection {
        activations = List.copyOf(activations);
        tensors = List.copyOf(tensors);
    }

    /**
     * A layer's output.
     *
     * @param path of the layer, as in the spec's list of layers
     * @param type the layer's; {@code residual} for the sum at a residual block's end
     * @param units its channels, or features
     * @param deadUnits of a ReLU: those that were zero for every example and everywhere; 0 of others
     */
    public record Activation(String path, String type, int units, int deadUnits, boolean finite) {}

    /**
     * A parameter tensor; sizes are root mean squares.
     *
     * @param name {@code weight} or {@code bias}
     * @param layer the layer's type
     * @param weights before the step
     * @param largest its largest magnitude before the step; not finite if one of its values is not
     * @param gradients before clipping and weight decay; NaN if the step failed before it had them
     * @param updates what the step changed; NaN likewise
     */
    public record Tensor(
            String path, String layer, String name, double weights, double largest, double gradients, double updates) {

        /** How much of itself the step changed; 0 for a tensor of zeros. */
        public double updateRatio() {
            return weights == 0 ? 0 : updates / weights;
        }
    }
}
