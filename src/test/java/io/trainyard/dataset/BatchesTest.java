package io.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.spec.Augmentation;
import io.trainyard.spec.Augmentation.ColorJitter;
import io.trainyard.spec.Augmentation.CutMix;
import io.trainyard.spec.Augmentation.Cutout;
import io.trainyard.spec.Augmentation.Interpolation;
import io.trainyard.spec.Augmentation.Mixing;
import io.trainyard.spec.Augmentation.Mixup;
import io.trainyard.spec.Augmentation.RandomCrop;
import io.trainyard.spec.Augmentation.RandomErasing;
import io.trainyard.spec.Augmentation.RandomHorizontalFlip;
import io.trainyard.spec.Augmentation.RandomRotation;
import io.trainyard.spec.Augmentation.Range;
import io.trainyard.spec.Preprocessing;
import io.trainyard.spec.Preprocessing.Explicit;
import io.trainyard.spec.Preprocessing.FromTrain;
import io.trainyard.spec.Preprocessing.PerImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {

    private static final Preprocessing.None RAW = new Preprocessing.None();
    private static final Augmentation[] CROP_AND_FLIP = {new RandomCrop(2), new RandomHorizontalFlip(0.5)};
    private static final Augmentation[] EVERYTHING = {
        new RandomRotation(20, Interpolation.BILINEAR),
        new RandomCrop(2),
        new ColorJitter(0.2, 0.2, 0.2, 0.1),
        new RandomHorizontalFlip(0.5),
        new RandomErasing(0.5, new Range(0.02, 0.33), new Range(0.3, 3.3)),
        new Cutout(2),
        new Mixup(0.2),
        new CutMix(1)
    };

    private final Dataset dataset = SmallSets.dataset(250, 60);

    @Test
    void a_pass_may_be_entered_at_any_batch() throws InterruptedException {
        BatchSource train = source(2);
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
    void what_happens_to_an_image_depends_on_the_epoch() throws InterruptedException {
        for (Augmentation augmentation : EVERYTHING) {
            if (augmentation instanceof RandomHorizontalFlip || augmentation instanceof Mixing) {
                continue; // the values of a pass stay the same, only their places change
            }
            BatchSource train = Batches.of(SmallSets.spec(7, 200, RAW, augmentation), dataset, 1)
                    .train();

            float[] first = sorted(drain(train.pass(1, 0)).get(0).images());
            float[] second = sorted(drain(train.pass(2, 0)).get(0).images());

            assertThat(second).as("%s", augmentation).isNotEqualTo(first);
        }
    }

    @Test
    void the_share_of_a_mix_depends_on_seed_epoch_and_batch() throws InterruptedException {
        Set<Double> shares = new HashSet<>();
        for (int seed = 1; seed <= 2; seed++) {
            BatchSource train = Batches.of(SmallSets.spec(seed, 16, RAW, new Mixup(1)), dataset, 1)
                    .train();
            for (int epoch = 1; epoch <= 2; epoch++) {
                for (Batch batch : drain(train.pass(epoch, 0))) {
                    shares.add(Objects.requireNonNull(batch.mix()).share());
                }
            }
        }

        assertThat(shares).hasSize(2 * 2 * 13);
    }

    @Test
    void mixup_and_cutmix_take_turns_and_leave_the_labels_of_the_images() throws InterruptedException {
        Batches batches = Batches.of(SmallSets.spec(7, 2, RAW, new Mixup(1), new CutMix(1)), dataset, 1);

        int patched = 0;
        for (Batch batch : drain(batches.train().pass(1, 0))) {
            Batch.Mix mix = Objects.requireNonNull(batch.mix());
            assertThat(mix.others()).containsExactly(batch.labels()[1], batch.labels()[0]);
            assertThat(mix.share()).isBetween(0.0, 1.0);
            boolean levels = IntStream.range(0, batch.images().length)
                    .mapToDouble(i -> batch.images()[i] * 255)
                    .allMatch(value -> Math.abs(value - Math.rint(value)) < 1e-3);
            patched += levels ? 1 : 0;
        }

        assertThat(patched).isBetween(30, 70);
        assertThat(drain(batches.validation().pass(1, 0)))
                .extracting(Batch::mix)
                .containsOnlyNulls();
    }

    @Test
    void per_image_standardization_gives_every_image_mean_0_and_deviation_1_also_after_changes()
            throws InterruptedException {
        Batches batches = Batches.of(SmallSets.spec(7, 50, new PerImage(), CROP_AND_FLIP), dataset, 2);

        for (BatchSource source : List.of(batches.train(), batches.validation(), batches.test())) {
            Batch batch = drain(source.pass(1, 0)).get(0);
            int size = batch.shape().size();
            for (int image = 0; image < batch.size(); image++) {
                double sum = 0;
                double squares = 0;
                for (int i = image * size; i < (image + 1) * size; i++) {
                    sum += batch.images()[i];
                    squares += batch.images()[i] * batch.images()[i];
                }
                assertThat(sum / size).isCloseTo(0, within(1e-6));
                assertThat(squares / size).isCloseTo(1, within(1e-6));
            }
        }
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
        Batches batches = Batches.of(SmallSets.spec(7, 16, RAW, EVERYTHING), dataset, 2);

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
        return Batches.of(SmallSets.spec(7, 16, new FromTrain(), EVERYTHING), dataset, threads)
                .train();
    }

    private static float[] sorted(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
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
            assertThat(actual.get(i).mix())
                    .usingRecursiveComparison()
                    .isEqualTo(expected.get(i).mix());
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
