package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.engine.network.Executor;
import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Threads;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.GradientClipping;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Optimizer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The pass over host memory does what the rules on ND4J's vectors do, which are held to PyTorch's. */
class UpdateOnHostTest {

    private static final double RATE = 0.05;

    /** Several chunks, stretches that do not decay, and running statistics in between. */
    private static final Graph GRAPH = Graph.of(
            DatasetName.CIFAR10.shape(),
            List.of(
                    Specs.conv(32, 3, 1, 1, true),
                    Specs.batchNorm(),
                    Specs.conv(40, 3, 1, 1, false),
                    Specs.batchNorm(),
                    Specs.maxPool(8, 8, 0),
                    new Layer.Flatten(),
                    new Layer.Linear(10, true)));

    static Stream<Arguments> updates() {
        List<Optimizer> optimizers = List.of(
                new Optimizer.Sgd(RATE, 0, 0, false, 0, true),
                new Optimizer.Sgd(RATE, 0.9, 0.1, false, 0.01, false),
                new Optimizer.Sgd(RATE, 0.9, 0, true, 0.01, true),
                new Optimizer.Adam(RATE, 0.9, 0.999, 1e-8, 0.01, true),
                new Optimizer.AdamW(RATE, 0.9, 0.999, 1e-8, 0.1, false),
                new Optimizer.RmsProp(RATE, 0.9, 1e-6, 0, false, 0.01, true),
                new Optimizer.RmsProp(RATE, 0.9, 1e-6, 0.8, true, 0, true),
                new Optimizer.Adagrad(RATE, 0.1, 0.5, 1e-8, 0.01, false));
        return Stream.concat(
                optimizers.stream().map(optimizer -> Arguments.of(optimizer, null)),
                Stream.of(new GradientClipping.Norm(0.5), new GradientClipping.Value(0.3))
                        .map(clipping -> Arguments.of(optimizers.get(1), clipping)));
    }

    @ParameterizedTest
    @MethodSource("updates")
    void five_steps_end_where_those_on_nd4j_end(Optimizer optimizer, @Nullable GradientClipping clipping) {
        Parameters here = Parameters.of(GRAPH);
        Parameters there = Parameters.of(GRAPH);
        try (Executor threads = Kernels.VECTORS.executor(GRAPH, here)) {
            requireSameSteps(optimizer, clipping, threads, here, there);
        }
    }

    private static void requireSameSteps(
            Optimizer optimizer,
            @Nullable GradientClipping clipping,
            Threads threads,
            Parameters here,
            Parameters there) {
        Update host = Kernels.ONEDNN.update(threads, optimizer, clipping, here);
        Update device = Kernels.ND4J.update(threads, optimizer, clipping, there);
        Random random = new Random(7);
        here.values().assign(normal(random, here.values().length()));
        there.values().assign(here.values());
        for (int iteration = 1; iteration <= 5; iteration++) {
            here.gradients().assign(normal(random, here.values().length()));
            there.gradients().assign(here.gradients());
            assertThat(host.apply(RATE, iteration)).isTrue();
            assertThat(device.apply(RATE, iteration)).isTrue();
        }
        requireEqual(here.values(), there.values());
        for (int i = 0; i < optimizer.buffersPerParameter(); i++) {
            requireEqual(host.states().get(i), device.states().get(i));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void says_that_a_parameter_is_no_number(float lost) {
        Parameters parameters = Parameters.of(GRAPH);
        try (Executor threads = Kernels.VECTORS.executor(GRAPH, parameters)) {
            Optimizer sgd = new Optimizer.Sgd(RATE, 0, 0, false, 0.01, true);
            Update update = Kernels.ONEDNN.update(threads, sgd, null, parameters);
            INDArray values = parameters.values().assign(1);
            for (long place : new long[] {0, 127, 128, values.length() - 1}) {
                values.putScalar(place, lost);
                assertThat(update.apply(RATE, 1)).as("at %d", place).isFalse();
                values.putScalar(place, 1);
                assertThat(update.apply(RATE, 2)).isTrue();
            }
        }
    }

    private static INDArray normal(Random random, long length) {
        float[] values = new float[(int) length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Nd4j.createFromArray(values);
    }

    private static void requireEqual(INDArray actual, INDArray expected) {
        assertThat(actual.toDoubleVector()).containsExactly(expected.toDoubleVector(), within(2e-6));
    }
}
