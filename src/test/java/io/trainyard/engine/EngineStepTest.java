package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.dataset.Batch;
import io.trainyard.engine.network.Parameter;
import io.trainyard.spec.Activation;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.Layer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One step of the engine against an independent network in double precision. */
class EngineStepTest {

    private static final double RATE = 0.1;

    static Stream<Arguments> networks() {
        List<List<Layer>> networks = List.of(
                List.of(Specs.everyKind()),
                List.of(Specs.otherKinds()),
                List.of(Specs.branches(new Activation.Gelu(false))),
                List.of(Specs.normsWithoutAffine()),
                List.of(Specs.uneven()));
        return Arrays.stream(Kernels.values())
                .flatMap(kernels -> networks.stream().map(layers -> Arguments.of(kernels, 0.2, layers)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void loss_and_every_gradient_are_those_of_the_reference(
            Kernels kernels, double labelSmoothing, List<Layer> layers) {
        ExperimentSpec spec = Specs.spec(DatasetName.MNIST, Specs.PLAIN_SGD, labelSmoothing, List.of(), layers);
        Batch batch = Specs.batch(DatasetName.MNIST, 3, 1);
        ReferenceNetwork reference = new ReferenceNetwork(layers, labelSmoothing, true);
        try (Dl4jEngine engine = new Dl4jEngine(spec, kernels)) {
            double[] before = values(engine);
            double loss = engine.step(batch, RATE, 1).loss();
            double[] after = values(engine);

            assertThat(loss).isCloseTo(reference.loss(batch, before), within(1e-6));
            for (Parameter parameter : engine.layout()) {
                if (parameter.kind().trainable()) {
                    requireSameGradient(parameter, reference, batch, before, after);
                }
            }
        }
    }

    private static void requireSameGradient(
            Parameter parameter, ReferenceNetwork reference, Batch batch, double[] before, double[] after) {
        for (int i = (int) parameter.offset(); i < parameter.end(); i++) {
            double difference = 1e-7; // small, so that no ReLU changes sides
            double[] up = before.clone();
            up[i] += difference;
            double[] down = before.clone();
            down[i] -= difference;
            double expected = (reference.loss(batch, up) - reference.loss(batch, down)) / (2 * difference);
            double actual = (before[i] - after[i]) / RATE;
            double tolerance = 1e-5 * Math.max(2, Math.abs(expected));
            assertThat(actual).as("gradient %d of %s", i, parameter).isCloseTo(expected, within(tolerance));
        }
    }

    @Test
    void running_statistics_take_in_the_batch_mean_and_the_unbiased_variance() {
        Layer norm = new Layer.BatchNorm2d(1e-5, 0.3);
        ExperimentSpec spec = Specs.spec(
                DatasetName.MNIST,
                Specs.PLAIN_SGD,
                0,
                List.of(),
                List.of(norm, new Layer.Flatten(), new Layer.Linear(10, true)));
        Batch batch = Specs.batch(DatasetName.MNIST, 2, 7);
        int count = batch.images().length;
        double mean = 0;
        for (float value : batch.images()) {
            mean += value / (double) count;
        }
        double variance = 0;
        for (float value : batch.images()) {
            variance += (value - mean) * (value - mean) / (count - 1);
        }
        try (Dl4jEngine engine = new Dl4jEngine(spec)) {
            engine.step(batch, RATE, 1);
            double[] values = values(engine);
            assertThat(values[2]).isCloseTo(0.3 * mean, within(1e-6));
            assertThat(values[3]).isCloseTo(0.7 + 0.3 * variance, within(1e-6));
        }
    }

    @ParameterizedTest
    @EnumSource(Kernels.class)
    void predictions_use_the_running_statistics_and_any_batch_size(Kernels kernels) {
        predictionsUseTheRunningStatistics(kernels, List.of(Specs.everyKind()));
        predictionsUseTheRunningStatistics(kernels, List.of(Specs.otherKinds()));
        predictionsUseTheRunningStatistics(kernels, List.of(Specs.branches(new Activation.Gelu(false))));
        predictionsUseTheRunningStatistics(kernels, List.of(Specs.normsWithoutAffine()));
        predictionsUseTheRunningStatistics(kernels, List.of(Specs.uneven()));
    }

    private static void predictionsUseTheRunningStatistics(Kernels kernels, List<Layer> layers) {
        ExperimentSpec spec = Specs.spec(DatasetName.MNIST, Specs.PLAIN_SGD, 0, List.of(), layers);
        try (Dl4jEngine engine = new Dl4jEngine(spec, kernels)) {
            engine.step(Specs.batch(DatasetName.MNIST, 4, 1), RATE, 1);
            for (int size : new int[] {5, 1, 9}) {
                Batch batch = Specs.batch(DatasetName.MNIST, size, size);
                double[] logits = new ReferenceNetwork(layers, 0, false).logits(batch, values(engine));
                assertThat(doubles(engine.logits(batch))).containsExactly(logits, within(2e-5));
            }
        }
    }

    @Test
    void counts_right_guesses_of_the_forward_pass() {
        ExperimentSpec spec = Specs.spec(Specs.PLAIN_SGD, new Layer.Flatten(), new Layer.Linear(10, true));
        try (Dl4jEngine engine = new Dl4jEngine(spec)) {
            Batch batch = Specs.batch(DatasetName.CIFAR10, 40, 3);
            float[] logits = engine.logits(batch);
            int[] labels = batch.labels().clone();
            for (int i = 0; i < 25; i++) {
                labels[i] = argmax(logits, i * 10);
            }
            for (int i = 25; i < 40; i++) {
                labels[i] = (argmax(logits, i * 10) + 1) % 10;
            }
            assertThat(engine.step(new Batch(batch.shape(), batch.images(), labels), RATE, 1)
                            .correct())
                    .isEqualTo(25);
        }
    }

    @Test
    void huge_logits_give_a_finite_loss() {
        Batch plain = Specs.batch(DatasetName.MNIST, 4, 5);
        float[] images = new float[plain.images().length];
        Random random = new Random(1);
        for (int i = 0; i < images.length; i++) {
            images[i] = random.nextFloat() * 1e6f;
        }
        ExperimentSpec spec = Specs.spec(
                DatasetName.MNIST,
                Specs.PLAIN_SGD,
                0.1,
                List.of(),
                List.of(new Layer.Flatten(), new Layer.Linear(10, true)));
        try (Dl4jEngine engine = new Dl4jEngine(spec)) {
            double loss = engine.step(new Batch(plain.shape(), images, plain.labels()), RATE, 1)
                    .loss();
            assertThat(loss).isFinite().isGreaterThan(1000);
        }
    }

    @Test
    void a_network_may_end_without_a_linear_layer() {
        List<Layer> layers =
                List.of(Specs.conv(10, 3, 1, 0, true), new Layer.Relu(), Specs.avgPool(26, 26, 0), new Layer.Flatten());
        ExperimentSpec spec = Specs.spec(DatasetName.MNIST, Specs.PLAIN_SGD, 0, List.of(), layers);
        Batch batch = Specs.batch(DatasetName.MNIST, 3, 2);
        try (Dl4jEngine engine = new Dl4jEngine(spec)) {
            double expected = new ReferenceNetwork(layers, 0, true).loss(batch, values(engine));
            assertThat(engine.step(batch, RATE, 1).loss()).isCloseTo(expected, within(1e-6));
        }
    }

    private static double[] values(Dl4jEngine engine) {
        return doubles(engine.flat().toFloatVector());
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    private static int argmax(float[] values, int offset) {
        return Stream.iterate(0, i -> i + 1)
                .limit(10)
                .max((a, b) -> Float.compare(values[offset + a], values[offset + b]))
                .orElseThrow();
    }
}
