package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.spec.Activation;
import io.trainyard.spec.Layer;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Values and derivatives by the formulas in torch.nn's documentation, zero and far ends included. */
class ActivationFunctionsTest {

    private static final float[] INPUTS = {-1000, -100, -50, -3, -1, -0.1f, 0, 0.1f, 1, 3, 45, 50, 100, 1000};

    static Stream<Arguments> functions() {
        return Stream.of(
                of(new Layer.Relu(), x -> Math.max(0, x), x -> x > 0 ? 1 : 0),
                of(new Activation.LeakyRelu(0.3), x -> x > 0 ? x : 0.3 * x, x -> x > 0 ? 1 : 0.3),
                of(new Activation.LeakyRelu(0), x -> Math.max(0, x), x -> x > 0 ? 1 : 0),
                of(new Activation.Elu(1), x -> x > 0 ? x : Math.expm1(x), x -> x > 0 ? 1 : Math.exp(x)),
                of(new Activation.Elu(0.4), x -> x > 0 ? x : 0.4 * Math.expm1(x), x -> x > 0 ? 1 : 0.4 * Math.exp(x)),
                of(new Activation.Silu(), x -> x * sigmoid(x), x -> sigmoid(x) * (1 + x * (1 - sigmoid(x)))),
                of(new Activation.Gelu(true), x -> 0.5 * x * (1 + Math.tanh(bent(x))), x -> {
                    double tanh = Math.tanh(bent(x));
                    double slope = Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * x * x);
                    return 0.5 * (1 + tanh) + 0.5 * x * (1 - tanh * tanh) * slope;
                }),
                of(new Activation.Tanh(), Math::tanh, x -> 1 - Math.tanh(x) * Math.tanh(x)),
                of(new Activation.Sigmoid(), ActivationFunctionsTest::sigmoid, x -> sigmoid(x) * (1 - sigmoid(x))));
    }

    private static Arguments of(Activation activation, DoubleUnaryOperator value, DoubleUnaryOperator derivative) {
        return Arguments.of(activation, value, derivative);
    }

    private static double bent(double x) {
        return Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void values_and_derivatives_are_pytorchs(
            Activation activation, DoubleUnaryOperator value, DoubleUnaryOperator derivative) {
        IActivation trainable = ActivationFunctions.trainable(activation);
        float[] slopes = trainable
                .backprop(inputs(), Nd4j.ones(1, INPUTS.length).muli(2))
                .getFirst()
                .toFloatVector();
        for (IActivation function : activation instanceof Activation.Gelu // DL4J's own is another function
                ? List.of(trainable)
                : List.of(trainable, ActivationFunctions.stock(activation))) {
            float[] values = function.getActivation(inputs(), true).toFloatVector();
            for (int i = 0; i < INPUTS.length; i++) {
                double expected = value.applyAsDouble(INPUTS[i]);
                assertThat((double) values[i])
                        .as("%s of %s", function, INPUTS[i])
                        .isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
            }
        }
        for (int i = 0; i < INPUTS.length; i++) {
            assertThat((double) slopes[i])
                    .as("derivative of %s at %s", activation, INPUTS[i])
                    .isCloseTo(2 * derivative.applyAsDouble(INPUTS[i]), within(1e-6));
        }
    }

    @Test
    void gelu_by_the_error_function_is_finite_far_out() {
        IActivation gelu = ActivationFunctions.trainable(new Activation.Gelu(false));
        INDArray ends = Nd4j.createFromArray(-1000f, -50f, 0f, 50f, 1000f);
        assertThat(gelu.getActivation(ends.dup(), true).toFloatVector()).containsExactly(-0f, -0f, 0, 50, 1000);
        assertThat(gelu.backprop(ends.dup(), Nd4j.ones(5)).getFirst().toFloatVector())
                .containsExactly(0, 0, 0.5f, 1, 1);
    }

    private static INDArray inputs() {
        return Nd4j.createFromArray(INPUTS.clone()).reshape(1, INPUTS.length);
    }
}
