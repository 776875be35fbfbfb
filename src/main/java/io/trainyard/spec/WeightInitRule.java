package io.trainyard.spec;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a kind of layer starts; the first rule that names the layer's type wins, PyTorch's defaults hold otherwise.
 *
 * @param layers a layer type: {@code conv2d}, {@code linear}, {@code batch_norm2d}, {@code batch_norm1d}, or {@link #ALL}
 * @param weight null leaves PyTorch's default
 * @param bias null leaves PyTorch's default
 */
public record WeightInitRule(
        String layers, @Nullable Init weight, @Nullable Init bias) {

    /** Stands for conv2d and linear; batch norm, whose scale is no weight matrix, wants to be named. */
    public static final String ALL = "*";

    private static final Set<String> WITH_WEIGHT_MATRIX = Set.of("conv2d", "linear");

    /** @param type a layer's, see {@link Layer#type} */
    public boolean appliesTo(String type) {
        return layers.equals(ALL) ? WITH_WEIGHT_MATRIX.contains(type) : layers.equals(type);
    }

    /** A scheme of torch.nn.init. */
    public sealed interface Init {}

    public record Constant(double value) implements Init {}

    public record Uniform(double a, double b) implements Init {}

    public record Normal(double mean, double std) implements Init {}

    public record Ones() implements Init {}

    public record Zeros() implements Init {}

    /** Normal, but never below {@code a} or above {@code b}. */
    public record TruncNormal(double mean, double std, double a, double b) implements Init {}

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
