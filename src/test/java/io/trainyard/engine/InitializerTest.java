package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.engine.network.Parameter;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.Layer;
import io.trainyard.spec.LayerSelector;
import io.trainyard.spec.WeightInitRule;
import io.trainyard.spec.WeightInitRule.FanMode;
import io.trainyard.spec.WeightInitRule.Init;
import io.trainyard.spec.WeightInitRule.Nonlinearity;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Spread and bounds of initial values, by the formulas in torch.nn.init's documentation. */
class InitializerTest {

    /** A convolution with 16 channels in, 64 out, 3x3: fan-in 144, fan-out 576. */
    private static final Parameter WEIGHT = new Parameter(3, "conv2d", Parameter.Kind.WEIGHT, 0, 200_000, 144, 576);

    private static final Parameter BIAS = new Parameter(3, "conv2d", Parameter.Kind.BIAS, 0, 200_000, 144, 576);

    static Stream<Arguments> spreads() {
        return Stream.of(
                Arguments.of(new WeightInitRule.Uniform(-1, 3), 1, 4 / Math.sqrt(12)),
                Arguments.of(new WeightInitRule.Normal(0.5, 0.01), 0.5, 0.01),
                Arguments.of(new WeightInitRule.Constant(0.25), 0.25, 0),
                Arguments.of(new WeightInitRule.Ones(), 1, 0),
                Arguments.of(new WeightInitRule.Zeros(), 0, 0),
                Arguments.of(new WeightInitRule.TruncNormal(0, 1, -2, 2), 0, Math.sqrt(0.7737413)),
                Arguments.of(new WeightInitRule.TruncNormal(0.5, 0.01, -2, 2), 0.5, 0.01),
                Arguments.of(new WeightInitRule.TruncNormal(0, 100, -0.3, 0.1), -0.1, 0.4 / Math.sqrt(12)),
                Arguments.of(new WeightInitRule.KaimingNormal(0, FanMode.FAN_IN, Nonlinearity.TANH), 0, 5.0 / 3 / 12),
                Arguments.of(new WeightInitRule.KaimingNormal(0, FanMode.FAN_IN, Nonlinearity.SELU), 0, 0.75 / 12),
                Arguments.of(new WeightInitRule.KaimingNormal(0, FanMode.FAN_IN, Nonlinearity.SIGMOID), 0, 1 / 12.0),
                Arguments.of(new WeightInitRule.XavierUniform(2), 0, 2 * Math.sqrt(2.0 / 720)),
                Arguments.of(new WeightInitRule.XavierNormal(1), 0, Math.sqrt(2.0 / 720)),
                Arguments.of(
                        new WeightInitRule.KaimingUniform(0, FanMode.FAN_IN, Nonlinearity.RELU),
                        0,
                        Math.sqrt(2.0 / 144)),
                Arguments.of(
                        new WeightInitRule.KaimingNormal(0, FanMode.FAN_OUT, Nonlinearity.RELU),
                        0,
                        Math.sqrt(2.0 / 576)),
                Arguments.of(
                        new WeightInitRule.KaimingNormal(0.5, FanMode.FAN_IN, Nonlinearity.LEAKY_RELU),
                        0,
                        Math.sqrt(2 / 1.25 / 144)),
                Arguments.of(
                        new WeightInitRule.KaimingNormal(0, FanMode.FAN_IN, Nonlinearity.LINEAR),
                        0,
                        Math.sqrt(1.0 / 144)));
    }

    @ParameterizedTest
    @MethodSource("spreads")
    void a_scheme_has_its_mean_and_standard_deviation(Init init, double mean, double std) {
        float[] values = initializer(init, 1).values(WEIGHT);
        double actualMean = mean(values);
        assertThat(actualMean).isCloseTo(mean, within(0.01 * std + 1e-6));
        assertThat(Math.sqrt(variance(values, actualMean))).isCloseTo(std, within(0.01 * std + 1e-6));
    }

    @Test
    void by_default_weights_and_biases_are_uniform_in_one_over_the_root_of_fan_in() {
        Initializer initializer = new Initializer(1, List.of(), String::valueOf);
        for (Parameter parameter : List.of(WEIGHT, BIAS)) {
            float[] values = initializer.values(parameter);
            assertThat(max(values)).isCloseTo(1 / 12.0, within(1e-5)).isLessThanOrEqualTo(1 / 12.0);
            assertThat(Math.sqrt(variance(values, 0))).isCloseTo(1 / 12.0 / Math.sqrt(3), within(1e-3));
        }
        assertThat(initializer.values(WEIGHT)).isNotEqualTo(initializer.values(BIAS));
    }

    @Test
    void a_truncated_normal_keeps_within_its_bounds() {
        float[] values =
                initializer(new WeightInitRule.TruncNormal(0.5, 1, -1, 1), 1).values(WEIGHT);
        assertThat(values).doesNotContain(Float.NaN);
        assertThat(max(values)).isLessThanOrEqualTo(1).isGreaterThan(0.999);
    }

    @ParameterizedTest
    @CsvSource({"6, 20", "20, 6", "8, 8"})
    void orthogonal_rows_or_columns_have_the_gain_as_their_length(int rows, int columns) {
        Parameter matrix = new Parameter(0, "linear", Parameter.Kind.WEIGHT, 0, (long) rows * columns, columns, rows);
        float[] values = linear(new WeightInitRule.Orthogonal(2), matrix, 1);
        int count = Math.min(rows, columns);
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                double product = 0;
                for (int k = 0; k < Math.max(rows, columns); k++) {
                    product += rows <= columns
                            ? (double) values[i * columns + k] * values[j * columns + k]
                            : (double) values[k * columns + i] * values[k * columns + j];
                }
                assertThat(product).isCloseTo(i == j ? 4 : 0, within(1e-6));
            }
        }
        assertThat(linear(new WeightInitRule.Orthogonal(2), matrix, 1)).isEqualTo(values);
        assertThat(linear(new WeightInitRule.Orthogonal(2), matrix, 2)).isNotEqualTo(values);
    }

    @Test
    void sparse_columns_have_so_many_zeros() {
        Parameter matrix = new Parameter(0, "linear", Parameter.Kind.WEIGHT, 0, 11 * 30, 30, 11);
        float[] values = linear(new WeightInitRule.Sparse(0.35, 1), matrix, 1);
        int[] zerosByRow = new int[11];
        for (int column = 0; column < 30; column++) {
            int zeros = 0;
            for (int row = 0; row < 11; row++) {
                if (values[row * 30 + column] == 0) {
                    zeros++;
                    zerosByRow[row]++;
                }
            }
            assertThat(zeros).isEqualTo(4);
        }
        assertThat(Arrays.stream(zerosByRow)).allMatch(zeros -> zeros > 0 && zeros < 30);
        assertThat(linear(new WeightInitRule.Sparse(0.35, 1), matrix, 1)).isEqualTo(values);
    }

    /** The middle of a kernel of 2x3 is, as torch.nn.init has it, in row 1 and column 1. */
    @Test
    void a_dirac_convolution_hands_its_channels_through() {
        ExperimentSpec spec = Specs.spec(
                DatasetName.CIFAR10,
                Specs.PLAIN_SGD,
                0,
                List.of(new WeightInitRule("conv2d", new WeightInitRule.Dirac(), new WeightInitRule.Zeros())),
                List.of(
                        new Layer.Conv2d(5, new Layer.Size(2, 3), Layer.Size.square(1), Layer.Size.square(0), true),
                        new Layer.Flatten(),
                        new Layer.Linear(10, true)));
        try (Dl4jEngine engine = new Dl4jEngine(spec)) {
            float[] weights = new StateDict(spec, engine).get("0.weight");
            for (int i = 0; i < weights.length; i++) {
                int output = i / 18;
                int input = i / 6 % 3;
                assertThat(weights[i]).isEqualTo(output == input && i % 6 == 4 ? 1 : 0);
            }
        }
    }

    private static float[] linear(Init weight, Parameter parameter, long seed) {
        return new Initializer(seed, List.of(new WeightInitRule("linear", weight, null)), String::valueOf)
                .values(parameter);
    }

    @Test
    void values_depend_on_the_seed_and_nothing_else() {
        Init init = new WeightInitRule.Normal(0, 1);
        assertThat(initializer(init, 1).values(WEIGHT))
                .isEqualTo(initializer(init, 1).values(WEIGHT));
        assertThat(initializer(init, 1).values(WEIGHT))
                .isNotEqualTo(initializer(init, 2).values(WEIGHT));
    }

    @Test
    void a_rule_for_another_layer_type_changes_nothing() {
        Initializer other = new Initializer(
                1,
                List.of(new WeightInitRule("linear", new WeightInitRule.Constant(9), new WeightInitRule.Constant(9))),
                String::valueOf);
        assertThat(other.values(WEIGHT)).isEqualTo(new Initializer(1, List.of(), String::valueOf).values(WEIGHT));
    }

    @Test
    void a_rule_for_a_path_holds_for_the_node_at_that_path() {
        List<WeightInitRule> rules = List.of(
                new WeightInitRule(new LayerSelector.At(List.of("4.layers.3")), new WeightInitRule.Constant(9), null));

        assertThat(new Initializer(1, rules, node -> "4.layers." + node).values(WEIGHT))
                .containsOnly(9);
        assertThat(new Initializer(1, rules, node -> "4.shortcut." + node).values(WEIGHT))
                .doesNotContain(9);
    }

    @Test
    void a_scheme_that_needs_fans_is_refused_for_biases() {
        Initializer initializer = new Initializer(
                1, List.of(new WeightInitRule("conv2d", null, new WeightInitRule.XavierNormal(1))), String::valueOf);
        assertThatThrownBy(() -> initializer.values(BIAS)).hasMessageContaining("bias of conv2d");
    }

    private static Initializer initializer(Init weight, long seed) {
        return new Initializer(seed, List.of(new WeightInitRule("conv2d", weight, null)), String::valueOf);
    }

    private static double max(float[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> Math.abs(values[i]))
                .max()
                .orElseThrow();
    }

    private static double mean(float[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow();
    }

    private static double variance(float[] values, double mean) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
                .average()
                .orElseThrow();
    }
}
