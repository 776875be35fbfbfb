package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.result.InitialValues;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.Layer;
import io.trainyard.spec.LayerSelector;
import io.trainyard.spec.WeightInitRule;
import io.trainyard.spec.WeightInitRule.FanMode;
import io.trainyard.spec.WeightInitRule.Nonlinearity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InitialValuesTest {

    @Test
    void defaults_are_named_with_their_bounds() {
        List<InitialValues> values = values(List.of());
        assertThat(values)
                .extracting(one -> one.path() + "." + one.name())
                .containsExactlyInAnyOrder("0.weight", "0.bias", "1.weight", "1.bias", "4.weight", "4.bias");
        InitialValues conv = find(values, "0", "weight");
        assertThat(conv.layer()).isEqualTo("conv2d");
        assertThat(conv.shape()).containsExactly(5L, 3L, 3L, 3L);
        assertThat(conv.scheme()).isEqualTo(Map.of("type", "kaiming_uniform", "bound", 1 / Math.sqrt(27)));
        assertThat(conv.std()).isCloseTo(1 / Math.sqrt(27) / Math.sqrt(3), within(0.015));
        assertThat(conv.mean()).isCloseTo(0, within(0.03));
        assertThat(find(values, "0", "bias").scheme()).isEqualTo(Map.of("type", "uniform", "bound", 1 / Math.sqrt(27)));
        assertThat(find(values, "1", "weight").scheme()).isEqualTo(Map.of("type", "ones", "value", 1.0));
        assertThat(find(values, "1", "weight").mean()).isEqualTo(1);
        assertThat(find(values, "1", "bias").scheme()).isEqualTo(Map.of("type", "zeros", "value", 0.0));
        assertThat(find(values, "4", "weight").shape()).containsExactly(10L, 5 * 32 * 32L);
    }

    @Test
    void schemes_are_named_as_in_the_spec_with_the_numbers_they_come_to() {
        assertThat(scheme(new WeightInitRule.Normal(0.5, 0.01)))
                .isEqualTo(Map.of("type", "normal", "mean", 0.5, "std", 0.01));
        assertThat(scheme(new WeightInitRule.KaimingNormal(0, FanMode.FAN_OUT, Nonlinearity.RELU)))
                .isEqualTo(Map.of("type", "kaiming_normal", "mean", 0.0, "std", Math.sqrt(2) / Math.sqrt(45)));
        assertThat(scheme(new WeightInitRule.XavierUniform(2)))
                .isEqualTo(Map.of("type", "xavier_uniform", "bound", Math.sqrt(3) * (2 * Math.sqrt(2.0 / (27 + 45)))));
        assertThat(scheme(new WeightInitRule.TruncNormal(0, 1, -2, 2)))
                .isEqualTo(Map.of("type", "trunc_normal", "mean", 0.0, "std", 1.0, "a", -2.0, "b", 2.0));
        assertThat(scheme(new WeightInitRule.Orthogonal(1.5))).isEqualTo(Map.of("type", "orthogonal", "gain", 1.5));
        assertThat(scheme(new WeightInitRule.Dirac())).isEqualTo(Map.of("type", "dirac"));
        assertThat(scheme(new WeightInitRule.Sparse(0.5, 0.1)))
                .isEqualTo(Map.of("type", "sparse", "sparsity", 0.5, "std", 0.1));
    }

    @Test
    void a_rule_for_a_block_starts_the_convolutions_in_it_and_one_for_a_path_its_layer() {
        List<Layer> layers = List.of(
                Specs.conv(4, 3, 1, 1, true),
                new Layer.Residual(
                        List.of(Specs.conv(4, 3, 1, 1, true), Specs.batchNorm()),
                        List.of(Specs.conv(4, 1, 1, 0, true))),
                new Layer.Flatten(),
                new Layer.Linear(10, true));
        List<WeightInitRule> rules = List.of(
                new WeightInitRule(new LayerSelector.At(List.of("1.shortcut.0")), new WeightInitRule.Constant(2), null),
                new WeightInitRule(new LayerSelector.At(List.of("1", "3")), new WeightInitRule.Constant(3), null));

        List<InitialValues> values = values(rules, layers);

        assertThat(find(values, "1.shortcut.0", "weight").mean()).isEqualTo(2);
        assertThat(find(values, "1.layers.0", "weight").mean()).isEqualTo(3);
        assertThat(find(values, "3", "weight").mean()).isEqualTo(3);
        assertThat(find(values, "1.layers.1", "weight").mean()).isEqualTo(1);
        assertThat(find(values, "0", "weight").mean()).isCloseTo(0, within(0.05));
    }

    private static Map<String, Object> scheme(WeightInitRule.Init init) {
        return find(values(List.of(new WeightInitRule("conv2d", init, null))), "0", "weight")
                .scheme();
    }

    private static List<InitialValues> values(List<WeightInitRule> init) {
        List<Layer> layers = List.of(
                Specs.conv(5, 3, 1, 1, true),
                Specs.batchNorm(),
                new Layer.Relu(),
                new Layer.Flatten(),
                new Layer.Linear(10, true));
        return values(init, layers);
    }

    private static List<InitialValues> values(List<WeightInitRule> init, List<Layer> layers) {
        try (Dl4jEngine engine = new Dl4jEngine(Specs.spec(DatasetName.CIFAR10, Specs.PLAIN_SGD, 0, init, layers))) {
            return engine.initialValues();
        }
    }

    private static InitialValues find(List<InitialValues> values, String path, String name) {
        return values.stream()
                .filter(one -> one.path().equals(path) && one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
