package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.dataset.Batch;
import io.trainyard.engine.network.Parameter;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.Layer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A weight that is no number must show, though a ReLU or a pool behind it makes numbers of what it gets. */
class LostWeightsTest {

    private static final Batch BATCH = Specs.batch(DatasetName.CIFAR10, 4, 1);

    static Stream<Arguments> networks() {
        Layer conv = Specs.conv(8, 3, 1, 1, true);
        Layer flatten = new Layer.Flatten();
        Layer linear = new Layer.Linear(10, true);
        return Stream.of(Kernels.values())
                .flatMap(kernels -> Stream.of(
                                new Layer[] {conv, new Layer.Relu(), flatten, linear},
                                new Layer[] {conv, Specs.batchNorm(), new Layer.Relu(), flatten, linear},
                                new Layer[] {
                                    conv, new Layer.BatchNorm2d(1e-5, 0.1, false), new Layer.Relu(), flatten, linear
                                },
                                new Layer[] {conv, Specs.maxPool(2, 2, 0), flatten, linear},
                                new Layer[] {flatten, new Layer.Linear(8, true), new Layer.Relu(), linear})
                        .map(layers -> Arguments.of(kernels, layers)));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void the_loss_is_not_finite_at_the_second_step_at_the_latest(Kernels kernels, Layer[] layers) {
        try (Dl4jEngine engine = new Dl4jEngine(Specs.spec(Specs.PLAIN_SGD, layers), kernels)) {
            assertThat(engine.step(BATCH, 0.1, 1).loss()).isFinite();
            long weight = engine.layout().stream()
                    .filter(parameter -> parameter.kind() == Parameter.Kind.WEIGHT)
                    .mapToLong(Parameter::offset)
                    .findFirst()
                    .orElseThrow();
            engine.flat().putScalar(weight, Float.NaN);

            engine.step(BATCH, 0.1, 2);
            assertThat(Double.isFinite(engine.step(BATCH, 0.1, 3).loss())).isFalse();
            float[] logits = engine.logits(BATCH);
            assertThat(IntStream.range(0, logits.length)).anyMatch(i -> !Float.isFinite(logits[i]));
        }
    }
}
