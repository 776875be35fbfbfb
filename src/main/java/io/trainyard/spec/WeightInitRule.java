package io.trainyard.spec;

import org.jspecify.annotations.Nullable;

/**
 * How a kind of layer starts; the first rule that names the layer's type wins, PyTorch's defaults hold otherwise.
 *
 * @param layers a layer type: {@code conv2d}, {@code linear}, {@code batch_norm2d}, or {@link #ALL}
 * @param weight null leaves PyTorch's default
 * @param bias null leaves PyTorch's default
 */
public record WeightInitRule(
        String layers, @Nullable Init weight, @Nullable Init bias) {

    /** Stands for conv2d and linear; batch norm, whose scale is no weight matrix, wants to be named. */
    public static final String ALL = "*";

    public boolean appliesTo(Layer layer) {
        boolean hasMatrix = layer instanceof Layer.Conv2d || layer instanceof Layer.Linear;
        return layers.equals(layer.type()) || layers.equals(ALL) && hasMatrix;
    }

    /** A scheme of torch.nn.init. */
    public sealed interface Init {}

    public record Constant(double value) implements Init {}

    public record Uniform(double a, double b) implements Init {}

    public record Normal(double mean, double std) implements Init {}

    public record XavierUniform(double gain) implements Init {}

    public record XavierNormal(double gain) implements Init {}

    public record KaimingUniform(double a, FanMode mode, Nonlinearity nonlinearity) implements Init {}

    public record KaimingNormal(double a, FanMode mode, Nonlinearity nonlinearity) implements Init {}

    public enum FanMode {
        FAN_IN,
        FAN_OUT
    }

    /** What torch.nn.init.calculate_gain knows. */
    public enum Nonlinearity {
        LINEAR,
        RELU,
        LEAKY_RELU
    }
}
