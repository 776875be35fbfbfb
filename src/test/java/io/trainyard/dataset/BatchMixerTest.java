package io.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.dataset.Batch.Mix;
import io.trainyard.dataset.CounterRandom.Purpose;
import io.trainyard.spec.Augmentation.CutMix;
import io.trainyard.spec.Augmentation.Mixing;
import io.trainyard.spec.Augmentation.Mixup;
import io.trainyard.spec.ImageShape;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchMixerTest {

    private static final ImageShape SHAPE = new ImageShape(2, 4, 5);

    @Test
    void mixup_blends_each_image_and_label_with_the_one_before() {
        Batch mixed = mix(new Mixup(1), 1);
        Mix mix = Objects.requireNonNull(mixed.mix());

        assertThat(mixed.labels()).containsExactly(7, 8, 9);
        assertThat(mix.others()).containsExactly(9, 7, 8);
        double own = mix.share();
        double[] expected = {1 * own + 4 * (1 - own), 2 * own + 1 * (1 - own), 4 * own + 2 * (1 - own)};
        for (int i = 0; i < mixed.images().length; i++) {
            assertThat((double) mixed.images()[i]).isCloseTo(expected[i / SHAPE.size()], within(1e-6));
        }
    }

    @Test
    void cutmix_pastes_one_rectangle_of_the_image_before_and_shares_the_label_by_its_area() {
        for (int i = 0; i < 1000; i++) {
            Batch mixed = mix(new CutMix(1), i);
            Mix mix = Objects.requireNonNull(mixed.mix());
            int foreign = foreignPixels(mixed, 1);

            assertThat(mix.others()).containsExactly(9, 7, 8);
            assertThat(mix.share()).isEqualTo(1 - foreign / 20.0);
            assertThat(foreignPixels(mixed, 0)).isEqualTo(foreign);
            assertThat(foreignRows(mixed) * foreignColumns(mixed)).isEqualTo(foreign);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.2, 1, 4})
    void shares_have_the_moments_of_the_beta_distribution(double alpha) {
        double sum = 0;
        double squares = 0;
        int count = 20_000;
        CounterRandom random = new CounterRandom(Purpose.MIXING, 5);
        for (int i = 0; i < count; i++) {
            double share = random.nextBeta(alpha, alpha);
            assertThat(share).isBetween(0.0, 1.0);
            sum += share;
            squares += (share - 0.5) * (share - 0.5);
        }
        assertThat(sum / count).isCloseTo(0.5, within(0.015));
        double variance = 1 / (4 * (2 * alpha + 1));
        assertThat(squares / count).isCloseTo(variance, within(0.03 * variance));
    }

    /** A rectangle of 20 x 20 starts in the first row for centres 0 to 10, and keeps at least a quarter of its area. */
    @Test
    void cutmix_rectangles_are_centred_anywhere() {
        ImageShape large = new ImageShape(1, 100, 100);
        double rows = 0;
        int touching = 0;
        CounterRandom random = new CounterRandom(Purpose.MIXING, 6);
        for (int i = 0; i < 10_000; i++) {
            Rectangle part = Rectangle.ofShare(0.04, large, random);
            rows += (part.top() + part.bottom()) / 2.0;
            touching += part.top() == 0 ? 1 : 0;
            assertThat(part.area()).isBetween(100, 400);
        }
        assertThat(rows / 10_000).isCloseTo(49.5, within(1.0));
        assertThat(touching).as("11 of 100 centres").isBetween(1000, 1200);
    }

    private static Batch mix(Mixing mixing, int number) {
        float[] images = new float[3 * SHAPE.size()];
        Arrays.fill(images, 0, SHAPE.size(), 1);
        Arrays.fill(images, SHAPE.size(), 2 * SHAPE.size(), 2);
        Arrays.fill(images, 2 * SHAPE.size(), images.length, 4);
        Batch batch = new Batch(SHAPE, images, new int[] {7, 8, 9});
        return BatchMixer.mix(batch, mixing, new CounterRandom(Purpose.MIXING, 1, 1, number));
    }

    private static boolean foreign(Batch mixed, int image, int row, int column) {
        int at = image * SHAPE.size() + (row * SHAPE.width() + column) * SHAPE.channels();
        assertThat(mixed.images()[at]).isEqualTo(mixed.images()[at + 1]);
        float before = image == 0 ? 4 : image;
        return mixed.images()[at] == before;
    }

    private static int foreignPixels(Batch mixed, int image) {
        int count = 0;
        for (int i = 0; i < 20; i++) {
            count += foreign(mixed, image, i / 5, i % 5) ? 1 : 0;
        }
        return count;
    }

    private static int foreignRows(Batch mixed) {
        int rows = 0;
        for (int row = 0; row < 4; row++) {
            boolean any = false;
            for (int column = 0; column < 5; column++) {
                any |= foreign(mixed, 0, row, column);
            }
            rows += any ? 1 : 0;
        }
        return rows;
    }

    private static int foreignColumns(Batch mixed) {
        int columns = 0;
        for (int column = 0; column < 5; column++) {
            boolean any = false;
            for (int row = 0; row < 4; row++) {
                any |= foreign(mixed, 0, row, column);
            }
            columns += any ? 1 : 0;
        }
        return columns;
    }
}
