package io.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.spec.DatasetName;
import io.trainyard.spec.DatasetSpec;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SplitsTest {

    private final Dataset dataset = SmallSets.dataset(250, 100);

    @Test
    void train_and_validation_share_all_images_without_overlap() {
        Splits splits = Splits.of(dataset, spec(0.2, null, null), 1);

        assertThat(splits.train()).hasSize(200).isSorted();
        assertThat(splits.validation()).hasSize(50).isSorted();
        assertThat(IntStream.concat(Arrays.stream(splits.train()), Arrays.stream(splits.validation()))
                        .sorted())
                .containsExactly(IntStream.range(0, 250).boxed().toArray(Integer[]::new));
        assertThat(splits.test()).containsExactly(IntStream.range(0, 100).toArray());
    }

    @Test
    void every_class_gives_its_share() {
        Splits splits = Splits.of(dataset, spec(0.2, 200, 50), 1);

        assertThat(perClass(dataset.train(), splits.train())).containsOnly(16);
        assertThat(perClass(dataset.train(), splits.validation())).containsOnly(4);
        assertThat(perClass(dataset.test(), splits.test())).containsOnly(5);
    }

    @Test
    void shares_that_are_not_whole_go_by_largest_remainder_and_lower_class() {
        byte[] labels = new byte[17];
        Arrays.fill(labels, 10, 15, (byte) 1);
        Arrays.fill(labels, 15, 17, (byte) 2);
        Images images = new Images(SmallSets.SHAPE, new byte[17 * SmallSets.SHAPE.size()], labels);

        Splits splits = Splits.of(new Dataset(DatasetName.SHAPES, images, images, ""), spec(0, 9, null), 1);

        // 9 * {10, 5, 2} / 17 = {5.29, 2.65, 1.06}
        assertThat(Arrays.copyOf(perClass(images, splits.train()), 3)).containsExactly(5, 3, 1);
    }

    @Test
    void the_seed_decides_what_is_held_out_but_not_the_test_images() {
        Splits one = Splits.of(dataset, spec(0.2, 100, 30), 1);
        Splits again = Splits.of(dataset, spec(0.2, 100, 30), 1);
        Splits other = Splits.of(dataset, spec(0.2, 100, 30), 2);

        assertThat(again.train()).containsExactly(one.train());
        assertThat(again.validation()).containsExactly(one.validation());
        assertThat(other.validation()).isNotEqualTo(one.validation());
        assertThat(other.test()).containsExactly(one.test());
    }

    @Test
    void a_limit_beyond_the_set_takes_all_and_no_fraction_holds_nothing_out() {
        Splits splits = Splits.of(dataset, spec(0, 10_000, 10_000), 1);

        assertThat(splits.train()).hasSize(250);
        assertThat(splits.validation()).isEmpty();
        assertThat(splits.test()).hasSize(100);
    }

    @Test
    void a_large_fraction_of_few_images_leaves_one_to_train_on() {
        assertThat(Splits.of(dataset, spec(0.99, 10, null), 1).train()).hasSize(1);
    }

    private static DatasetSpec spec(double fraction, @Nullable Integer trainLimit, @Nullable Integer testLimit) {
        return new DatasetSpec(DatasetName.SHAPES, fraction, trainLimit, testLimit);
    }

    private static int[] perClass(Images images, int[] indices) {
        int[] counts = new int[10];
        Arrays.stream(indices).forEach(i -> counts[images.label(i)]++);
        return counts;
    }
}
