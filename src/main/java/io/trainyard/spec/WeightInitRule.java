package io.trainyard.spec;

import org.jspecify.annotations.Nullable;

/**
 * How some layers start; the first rule that selects a layer wins, PyTorch's defaults hold otherwise.
 *
 * @param weight null leaves PyTorch's default
 * @param bias null leaves PyTorch's default
 */
public record WeightInitRule(
        LayerSelector layers,
        @Nullable Init weight,
        @Nullable Init bias) {

    /** @param layers a layer type, see {@link LayerSelector.OfType} */
    public WeightInitRule(String layers, @Nullable Init weight, @Nullable Init bias) {
        this(new LayerSelector.OfType(layers), weight, bias);
    }

    /**
     * @param type a layer's, see {@link Layer#type}
     * @param path where it stands, see {@link ModelSpec.Placed}
     */
    public boolean appliesTo(String type, String path) {
        return layers.selects(type, path);
    }

    /** A scheme of torch.nn.init. */
    public sealed interface Init {

        /** Whether it can start a bias or batch norm's scale, which have no fan-in. */
        default boolean suitsVectors() {
            return false;
        }
    }

    /** Draws or sets each value by itself. */
    public sealed interface Elementwise extends Init {

        @Override
        default boolean suitsVectors() {
            return true;
        }
    }

    public record Constant(double value) implements Elementwise {}

    public record Uniform(double a, double b) implements Elementwise {}

    public record Normal(double mean, double std) implements Elementwise {}

    public record Ones() implements Elementwise {}

    public record Zeros() implements Elementwise {}

    /** Normal, but never below {@code a} or above {@code b}. */
    public record TruncNormal(double mean, double std, double a, double b) implements Elementwise {}

    /** A convolution that hands its channels through; the rest starts at 0. */
    public record Dirac() implements Init {}

    /** Rows or columns, whichever are fewer, are orthogonal and of length {@code gain}. */
    public record Orthogonal(double gain) implements Init {}

    /** Normal, with a share of {@code sparsity} zeros, rounded up, among the weights of each input. */
    public record Sparse(double sparsity, double std) implements Init {}

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
        LEAKY_RELU,
        TANH,
        SIGMOID,
        SELU
    }
}
