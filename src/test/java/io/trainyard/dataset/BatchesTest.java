package io.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.spec.Augmentation;
import io.trainyard.spec.Augmentation.RandomCrop;
import io.trainyard.spec.Augmentation.RandomHorizontalFlip;
import io.trainyard.spec.Preprocessing;
import io.trainyard.spec.Preprocessing.Explicit;
import io.trainyard.spec.Preprocessing.FromTrain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {

    private static final Preprocessing.None RAW = new Preprocessing.None();
    private static final Augmentation[] CROP_AND_FLIP = {new RandomCrop(2), new RandomHorizontalFlip(0.5)};

    private final Dataset dataset = SmallSets.dataset(250, 60);

    @Test
    void a_pass_may_be_entered_at_any_batch() throws InterruptedException {
        BatchSource train = Batches.of(SmallSets.spec(7, 16, new FromTrain(), CROP_AND_FLIP), dataset, 2)
                .train();
        List<Batch> whole = drain(train.pass(3, 0));

        assertThat(whole).hasSize(train.batches()).hasSize(13);
        for (int from = 0; from <= whole.size(); from++) {
            assertSame(drain(train.pass(3, from)), whole.subList(from, whole.size()));
        }
    }

    @Test
    void threads_do_not_change_the_batches() throws InterruptedException {
        List<Batch> alone = drain(source(1).pass(2, 0));

        assertSame(drain(source(4).pass(2, 0)), alone);
    }

    @Test
    void an_epoch_shows_every_training_image_once_and_in_an_order_of_its_own() throws InterruptedException {
        BatchSource train = Batches.of(SmallSets.spec(7, 16, RAW), dataset, 2).train();

        List<Integer> first = firstPixels(drain(train.pass(1, 0)));
        List<Integer> second = firstPixels(drain(train.pass(2, 0)));

        int[] expected =
                Splits.of(dataset, SmallSets.spec(7, 16, RAW).dataset(), 7).train();
        assertThat(first)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(expected).boxed().toList());
        assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
    }

    @Test
    void another_seed_gives_another_order_and_other_augmentations() throws InterruptedException {
        List<Batch> one =
                drain(Batches.of(SmallSets.spec(1, 16, RAW), dataset, 1).train().pass(1, 0));
        List<Batch> other =
                drain(Batches.of(SmallSets.spec(2, 16, RAW), dataset, 1).train().pass(1, 0));

        assertThat(firstPixels(other)).isNotEqualTo(firstPixels(one));
    }

    @Test
    void labels_stay_with_their_images() throws InterruptedException {
        for (Batch batch :
                drain(Batches.of(SmallSets.spec(7, 16, RAW), dataset, 2).train().pass(1, 0))) {
            for (int i = 0; i < batch.size(); i++) {
                assertThat(batch.labels()[i]).isEqualTo(firstPixel(batch, i) % 10);
            }
        }
    }

    @Test
    void validation_and_test_come_in_order_and_unchanged_and_the_last_batch_is_kept() throws InterruptedException {
        Batches batches = Batches.of(SmallSets.spec(7, 16, RAW, CROP_AND_FLIP), dataset, 2);

        List<Batch> test = drain(batches.test().pass(1, 0));

        assertThat(test).extracting(Batch::size).containsExactly(16, 16, 16, 12);
        assertThat(firstPixels(test))
                .containsExactlyElementsOf(IntStream.range(0, 60).boxed().toList());
        assertThat(firstPixels(drain(batches.validation().pass(1, 0))))
                .isSorted()
                .hasSize(50);
        assertSame(drain(batches.test().pass(2, 0)), test);
    }

    @Test
    void the_training_split_becomes_mean_0_and_deviation_1_per_channel() throws InterruptedException {
        Batches batches = Batches.of(SmallSets.spec(7, 16, new FromTrain()), dataset, 2);
        double[] sums = new double[3];
        double[] squares = new double[3];
        int pixels = 0;

        for (Batch batch : drain(batches.train().pass(1, 0))) {
            for (int i = 0; i < batch.images().length; i++) {
                sums[i % 3] += batch.images()[i];
                squares[i % 3] += batch.images()[i] * batch.images()[i];
            }
            pixels += batch.images().length / 3;
        }

        for (int channel = 0; channel < 3; channel++) {
            assertThat(sums[channel] / pixels).isCloseTo(0, within(1e-6));
            assertThat(squares[channel] / pixels).isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void test_images_are_standardized_with_the_given_numbers_of_each_channel() throws InterruptedException {
        Explicit explicit = new Explicit(List.of(0.5, 0.25, 0.0), List.of(0.5, 0.25, 2.0));
        float[] plain = drain(Batches.of(SmallSets.spec(7, 60, RAW), dataset, 1)
                        .test()
                        .pass(1, 0))
                .get(0)
                .images();

        float[] standardized = drain(Batches.of(SmallSets.spec(7, 60, explicit), dataset, 1)
                        .test()
                        .pass(1, 0))
                .get(0)
                .images();

        for (int i = 0; i < plain.length; i++) {
            double expected =
                    (plain[i] - explicit.mean().get(i % 3)) / explicit.std().get(i % 3);
            assertThat((double) standardized[i]).isCloseTo(expected, within(1e-6));
        }
    }

    private BatchSource source(int threads) {
        return Batches.of(SmallSets.spec(7, 16, new FromTrain(), CROP_AND_FLIP), dataset, threads)
                .train();
    }

    static List<Batch> drain(BatchStream stream) throws InterruptedException {
        List<Batch> batches = new ArrayList<>();
        try (stream) {
            for (Batch batch = stream.next(); batch != null; batch = stream.next()) {
                batches.add(batch);
            }
        }
        return batches;
    }

    private static void assertSame(List<Batch> actual, List<Batch> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i).images()).containsExactly(expected.get(i).images());
            assertThat(actual.get(i).labels()).containsExactly(expected.get(i).labels());
        }
    }

    private static List<Integer> firstPixels(List<Batch> batches) {
        return batches.stream()
                .flatMap(batch -> IntStream.range(0, batch.size()).mapToObj(i -> firstPixel(batch, i)))
                .toList();
    }

    private static int firstPixel(Batch batch, int image) {
        return Math.round(batch.images()[image * batch.shape().size()] * 255);
    }
}
