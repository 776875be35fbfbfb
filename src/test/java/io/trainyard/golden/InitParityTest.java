package io.trainyard.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.engine.Engines;
import io.trainyard.engine.StateDict;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.SpecReader;
import io.trainyard.spec.WeightInitRule;
import io.trainyard.training.Engine;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The values are drawn by another generator, so it is their distribution that must be PyTorch's. Two samples of n values
 * each: means differ by sqrt(2/n) standard deviations, standard deviations by a share of at most 1/sqrt(n); five times
 * that is allowed. The largest of n uniform values falls short of the bound by a share of 2/n; 10/n is allowed.
 */
class InitParityTest {

    private static final JsonNode MOMENTS = GoldenFiles.read("moments");

    static List<InitCase> cases() {
        return InitCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void weights_and_biases_start_as_pytorchs(InitCase one) {
        ExperimentSpec spec = one.spec();
        try (Engine engine = Engines.create(spec)) {
            StateDict state = new StateDict(spec, engine);
            compare(state.get(one.tensor()), one.name());
            compare(state.get(one.bias()), one.name() + ".bias");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"weight", "bias", "running_mean", "running_var"})
    void batch_norm_starts_as_pytorchs(String name) {
        ExperimentSpec spec = SpecReader.read(JsonMapper.shared().readTree("""
                {"dataset": {"name": "cifar10"}, "model": {"layers": [
                    {"type": "conv2d", "out_channels": 128, "kernel_size": 1}, {"type": "batch_norm2d"},
                    {"type": "adaptive_avg_pool2d", "output_size": 1}, {"type": "flatten"},
                    {"type": "linear", "out_features": 10}]}}"""));
        try (Engine engine = Engines.create(spec)) {
            compare(new StateDict(spec, engine).get("1." + name), "batch_norm2d." + name);
        }
    }

    static List<JsonNode> truncated() {
        return GoldenFiles.read("truncated").valueStream().toList();
    }

    /** A share counted in n values is off by sqrt(p (1 - p) / n); so is the share that made the quantile. */
    @ParameterizedTest
    @MethodSource("truncated")
    void trunc_normal_is_distributed_as_pytorchs(JsonNode golden) {
        InitCase one = InitCase.of(golden);
        WeightInitRule.TruncNormal init = (WeightInitRule.TruncNormal) one.scheme();
        try (Engine engine = Engines.create(one.spec())) {
            float[] values = new StateDict(one.spec(), engine).get(one.tensor());
            compare(values, JsonMapper.shared().treeToValue(golden.get("moments"), Moments.class), one.name());
            for (float value : values) {
                assertThat(value).isBetween((float) init.a(), (float) init.b());
            }
            for (int i = 1; i < 20; i++) {
                double quantile = golden.get("quantiles").get(i - 1).asDouble();
                double p = i / 20.0;
                double below = IntStream.range(0, values.length)
                        .filter(j -> values[j] < quantile)
                        .count();
                assertThat(below / values.length)
                        .as("share below %s", quantile)
                        .isCloseTo(p, within(5 * Math.sqrt(2 * p * (1 - p) / values.length)));
            }
        }
    }

    private static void compare(float[] values, String name) {
        compare(values, JsonMapper.shared().treeToValue(MOMENTS.get(name), Moments.class), name);
    }

    private static void compare(float[] values, Moments expected, String name) {
        double[] doubles =
                IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
        Moments actual = Moments.of(doubles);
        double n = expected.count();
        double std = expected.std();
        assertThat(actual.count()).as(name).isEqualTo(expected.count());
        assertThat(actual.zeros()).as("zeros of " + name).isEqualTo(expected.zeros());
        assertThat(actual.mean()).as("mean of " + name).isCloseTo(expected.mean(), within(5 * std * Math.sqrt(2 / n)));
        assertThat(actual.std()).as("std of " + name).isCloseTo(std, within(5 * std / Math.sqrt(n)));
        if (n > 1_000 && std > 0) {
            assertThat(actual.isBounded()).as("bounded: " + name).isEqualTo(expected.isBounded());
        }
        if (expected.isBounded()) {
            double slack = 10 / n * (expected.max() - expected.min());
            assertThat(actual.min()).as("min of " + name).isCloseTo(expected.min(), within(slack));
            assertThat(actual.max()).as("max of " + name).isCloseTo(expected.max(), within(slack));
        }
    }
}
