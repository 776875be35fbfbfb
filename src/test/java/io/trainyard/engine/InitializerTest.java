package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.spec.WeightInitRule;
import io.trainyard.spec.WeightInitRule.FanMode;
import io.trainyard.spec.WeightInitRule.Init;
import io.trainyard.spec.WeightInitRule.Nonlinearity;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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
        Initializer initializer = new Initializer(1, List.of());
        for (Parameter parameter : List.of(WEIGHT, BIAS)) {
            float[] values = initializer.values(parameter);
            assertThat(max(values)).isCloseTo(1 / 12.0, within(1e-5)).isLessThanOrEqualTo(1 / 12.0);
            assertThat(Math.sqrt(variance(values, 0))).isCloseTo(1 / 12.0 / Math.sqrt(3), within(1e-3));
        }
        assertThat(initializer.values(WEIGHT)).isNotEqualTo(initializer.values(BIAS));
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
                List.of(new WeightInitRule("linear", new WeightInitRule.Constant(9), new WeightInitRule.Constant(9))));
        assertThat(other.values(WEIGHT)).isEqualTo(new Initializer(1, List.of()).values(WEIGHT));
    }

    @Test
    void a_scheme_that_needs_fans_is_refused_for_biases() {
        Initializer initializer =
                new Initializer(1, List.of(new WeightInitRule("conv2d", null, new WeightInitRule.XavierNormal(1))));
        assertThatThrownBy(() -> initializer.values(BIAS)).hasMessageContaining("bias of conv2d");
    }

    private static Initializer initializer(Init weight, long seed) {
        return new Initializer(seed, List.of(new WeightInitRule("conv2d", weight, null)));
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
