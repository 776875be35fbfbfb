package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.dataset.Batch;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.Layer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A large batch of a deep and narrow network, which may be evaluated a part at a time. */
class ChunkedEvaluationTest {

    private static final int IMAGES = 301;

    private static ExperimentSpec spec() {
        List<Layer> layers = new ArrayList<>(Collections.nCopies(8, Specs.conv(16, 3, 1, 1, true)));
        layers.addAll(List.of(Specs.maxPool(8, 8, 0), new Layer.Flatten(), new Layer.Linear(10, true)));
        return Specs.spec(Specs.PLAIN_SGD, layers.toArray(Layer[]::new));
    }

    @ParameterizedTest
    @EnumSource(Kernels.class)
    void each_image_has_the_logits_that_it_has_in_a_small_batch(Kernels kernels) {
        Batch batch = Specs.batch(DatasetName.CIFAR10, IMAGES, 1);
        try (Dl4jEngine engine = new Dl4jEngine(spec(), kernels)) {
            engine.logits(batch);
            engine.step(Specs.batch(DatasetName.CIFAR10, 4, 2), 0.1, 1);

            float[] logits = engine.logits(batch);

            assertThat(logits).hasSize(10 * IMAGES);
            for (int image = 0; image < IMAGES; image += 30) {
                float[] alone = engine.logits(only(batch, image));
                for (int i = 0; i < 10; i++) {
                    assertThat(logits[10 * image + i]).isCloseTo(alone[i], within(1e-5f));
                }
            }
        }
    }

    private static Batch only(Batch batch, int image) {
        int size = batch.images().length / IMAGES;
        float[] pixels = Arrays.copyOfRange(batch.images(), image * size, (image + 1) * size);
        return new Batch(batch.shape(), pixels, new int[] {batch.labels()[image]});
    }
}
