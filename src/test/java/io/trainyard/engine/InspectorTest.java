package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.dataset.Batch;
import io.trainyard.engine.network.Parameter;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.Layer;
import io.trainyard.spec.WeightInitRule;
import io.trainyard.training.diagnosis.Inspection;
import io.trainyard.training.diagnosis.Inspection.Activation;
import io.trainyard.training.diagnosis.Inspection.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InspectorTest {

    private static final Batch BATCH = Specs.batch(DatasetName.MNIST, 4, 1);

    @ParameterizedTest
    @EnumSource(Kernels.class)
    void looking_into_a_step_changes_nothing(Kernels kernels) {
        ExperimentSpec spec = Specs.spec(DatasetName.MNIST, Specs.PLAIN_SGD, 0, List.of(), List.of(Specs.everyKind()));
        try (Dl4jEngine plain = new Dl4jEngine(spec, kernels);
                Dl4jEngine inspected = new Dl4jEngine(spec, kernels)) {
            for (int i = 1; i <= 3; i++) {
                plain.step(List.of(BATCH), 0.1, i, false);
                Inspection inspection =
                        inspected.step(List.of(BATCH), 0.1, i, true).inspection();
                assertThat(inspection.activations()).allMatch(Activation::finite);
                assertThat(inspection.activations())
                        .extracting(Activation::path)
                        .contains("2", "6", "10", "11")
                        .isSortedAccordingTo((a, b) -> Integer.compare(Integer.parseInt(a), Integer.parseInt(b)));
            }
            assertThat(inspected.flat().toFloatVector()).isEqualTo(plain.flat().toFloatVector());
        }
    }

    @Test
    void sizes_are_root_mean_squares_of_weights_gradients_and_updates() {
        List<WeightInitRule> init = List.of(new WeightInitRule("*", new WeightInitRule.Constant(0.5), null));
        ExperimentSpec spec = Specs.spec(
                DatasetName.MNIST, Specs.PLAIN_SGD, 0, init, List.of(new Layer.Flatten(), new Layer.Linear(10, false)));
        try (Dl4jEngine engine = new Dl4jEngine(spec)) {
            float[] before = engine.flat().toFloatVector();
            Inspection inspection = engine.step(List.of(BATCH), 0.25, 1, true).inspection();
            float[] after = engine.flat().toFloatVector();
            double sum = 0;
            for (int i = 0; i < before.length; i++) {
                sum += Math.pow(after[i] - before[i], 2);
            }
            double update = Math.sqrt(sum / before.length);

            assertThat(inspection.tensors()).singleElement().satisfies(tensor -> {
                assertThat(tensor.path()).isEqualTo("1");
                assertThat(tensor.layer()).isEqualTo("linear");
                assertThat(tensor.name()).isEqualTo("weight");
                assertThat(tensor.weights()).isCloseTo(0.5, within(1e-6));
                assertThat(tensor.largest()).isEqualTo(0.5);
                assertThat(tensor.updates()).isCloseTo(update, within(1e-7));
                assertThat(tensor.gradients()).isCloseTo(4 * update, within(1e-6));
                assertThat(tensor.updateRatio()).isCloseTo(2 * update, within(1e-6));
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Kernels.class)
    void a_unit_is_dead_that_gave_zero_for_every_example_and_pixel(Kernels kernels) {
        List<WeightInitRule> init = List.of(
                new WeightInitRule("conv2d", null, new WeightInitRule.Constant(-100)),
                new WeightInitRule("linear", null, new WeightInitRule.Constant(100)));
        ExperimentSpec spec = Specs.spec(
                DatasetName.MNIST,
                Specs.PLAIN_SGD,
                0,
                init,
                List.of(
                        Specs.conv(4, 5, 2, 1, true),
                        new Layer.Relu(),
                        new Layer.Flatten(),
                        new Layer.Linear(6, true),
                        new Layer.Relu(),
                        new Layer.Linear(10, true)));
        try (Dl4jEngine engine = new Dl4jEngine(spec, kernels)) {
            Inspection inspection = engine.step(List.of(BATCH), 0.1, 1, true).inspection();
            assertThat(inspection.activations())
                    .filteredOn(activation -> activation.type().equals("relu"))
                    .containsExactly(new Activation("1", "relu", 4, 4, true), new Activation("4", "relu", 6, 0, true));
        }
    }

    @ParameterizedTest
    @EnumSource(Kernels.class)
    void a_step_without_a_finite_loss_says_where_it_began_and_leaves_the_parameters(Kernels kernels) {
        ExperimentSpec spec = Specs.spec(DatasetName.MNIST, Specs.PLAIN_SGD, 0, List.of(), List.of(Specs.everyKind()));
        try (Dl4jEngine engine = new Dl4jEngine(spec, kernels)) {
            Parameter weights = engine.layout().stream()
                    .filter(parameter -> parameter.kind() == Parameter.Kind.WEIGHT && parameter.node() == 9)
                    .findFirst()
                    .orElseThrow();
            engine.flat().putScalar(weights.offset(), Float.POSITIVE_INFINITY);
            float[] before = engine.flat().toFloatVector();

            var result = engine.step(List.of(BATCH), 0.1, 1, false);

            assertThat(result.loss()).isNaN();
            assertThat(result.inspection().activations().stream().filter(activation -> !activation.finite()))
                    .first()
                    .extracting(Activation::path)
                    .isEqualTo("9");
            assertThat(result.inspection().tensors())
                    .filteredOn(tensor -> !Double.isFinite(tensor.largest()))
                    .extracting(Tensor::path)
                    .containsExactly("9");
            float[] after = engine.flat().toFloatVector();
            for (Parameter parameter : engine.layout()) {
                if (parameter.kind().trainable()) {
                    assertThat(part(after, parameter)).isEqualTo(part(before, parameter));
                }
            }
        }
    }

    private static float[] part(float[] values, Parameter parameter) {
        return Arrays.copyOfRange(values, (int) parameter.offset(), (int) parameter.end());
    }
}
