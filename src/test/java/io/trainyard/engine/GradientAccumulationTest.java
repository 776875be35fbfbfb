package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.dataset.Batch;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.Layer;
import io.trainyard.training.Engine.StepResult;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** PyTorch's idiom for batches that do not fit: loss / k, backward, and one step after k of them. */
class GradientAccumulationTest {

    private static final ExperimentSpec SPEC = Specs.spec(
            DatasetName.MNIST,
            Specs.PLAIN_SGD,
            0,
            List.of(),
            List.of(Specs.conv(3, 5, 3, 0, true), new Layer.Relu(), new Layer.Flatten(), new Layer.Linear(10, true)));

    @Test
    void the_gradient_is_the_mean_of_the_batches_gradients_whatever_their_sizes() {
        List<Batch> batches = List.of(
                Specs.batch(DatasetName.MNIST, 6, 1),
                Specs.batch(DatasetName.MNIST, 6, 2),
                Specs.batch(DatasetName.MNIST, 2, 3));
        double[] expected = new double[change(batches.subList(0, 1)).length];
        for (Batch batch : batches) {
            double[] change = change(List.of(batch));
            Arrays.setAll(expected, i -> expected[i] + change[i] / 3);
        }
        assertThat(change(batches)).containsExactly(expected, within(1e-7));
    }

    @Test
    void equal_batches_are_as_good_as_one_that_holds_them_all() {
        Batch whole = Specs.batch(DatasetName.MNIST, 8, 1);
        assertThat(change(List.of(part(whole, 0, 4), part(whole, 4, 8))))
                .containsExactly(change(List.of(whole)), within(1e-7));
    }

    @Test
    void loss_and_right_guesses_are_of_all_examples() {
        Batch whole = Specs.batch(DatasetName.MNIST, 8, 1);
        try (Dl4jEngine one = new Dl4jEngine(SPEC);
                Dl4jEngine parts = new Dl4jEngine(SPEC)) {
            StepResult expected = one.step(whole, 0.1, 1);
            StepResult actual = parts.step(List.of(part(whole, 0, 5), part(whole, 5, 8)), 0.1, 1, false);
            assertThat(actual.loss()).isCloseTo(expected.loss(), within(1e-6));
            assertThat(actual.correct()).isEqualTo(expected.correct());
        }
    }

    @Test
    void every_batch_drops_other_units_and_moves_the_running_statistics() {
        ExperimentSpec spec = Specs.spec(
                Specs.PLAIN_SGD,
                new Layer.Flatten(),
                new Layer.BatchNorm1d(1e-5, 0.5),
                new Layer.Dropout(0.5),
                new Layer.Linear(10, true));
        Batch batch = Specs.batch(DatasetName.CIFAR10, 8, 1);
        try (Dl4jEngine once = new Dl4jEngine(spec);
                Dl4jEngine twice = new Dl4jEngine(spec)) {
            double single = once.step(batch, 0.1, 1).loss();
            double both = twice.step(List.of(batch, batch), 0.1, 1, false).loss();
            assertThat(both).as("of another mask, too").isNotCloseTo(single, within(1e-4));
            float mean = once.flat().getFloat(2 * 3072);
            assertThat(twice.flat().getFloat(2 * 3072)).as("0.5 and 0.25 of it").isEqualTo(1.5f * mean);
        }
    }

    private static double[] change(List<Batch> batches) {
        try (Dl4jEngine engine = new Dl4jEngine(SPEC)) {
            float[] before = engine.flat().toFloatVector();
            engine.step(batches, 0.1, 1, false);
            float[] after = engine.flat().toFloatVector();
            return IntStream.range(0, before.length)
                    .mapToDouble(i -> after[i] - before[i])
                    .toArray();
        }
    }

    private static Batch part(Batch batch, int from, int to) {
        int pixels = batch.shape().size();
        return new Batch(
                batch.shape(),
                Arrays.copyOfRange(batch.images(), from * pixels, to * pixels),
                Arrays.copyOfRange(batch.labels(), from, to));
    }
}
