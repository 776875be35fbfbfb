package io.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.dataset.CounterRandom.Purpose;
import io.trainyard.spec.Augmentation;
import io.trainyard.spec.Augmentation.Cutout;
import io.trainyard.spec.Augmentation.RandomErasing;
import io.trainyard.spec.Augmentation.Range;
import io.trainyard.spec.ImageShape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErasingTest {

    private static final ImageShape SHAPE = new ImageShape(2, 20, 30);

    @Test
    void a_rectangle_of_all_channels_becomes_0_in_one_image_only() {
        float[] values = new float[3 * SHAPE.size()];
        Arrays.fill(values, 5);
        Augmenter augmenter = new Augmenter(SHAPE, List.of(new Cutout(4)));

        augmenter.erase(values, SHAPE.size(), random(1));

        Rectangle erased = Rectangle.toErase(new Cutout(4), SHAPE, random(1));
        for (int i = 0; i < values.length; i++) {
            int row = i % SHAPE.size() / 60;
            int column = i % 60 / 2;
            boolean inside = i / SHAPE.size() == 1
                    && row >= erased.top()
                    && row < erased.bottom()
                    && column >= erased.left()
                    && column < erased.right();
            assertThat(values[i]).isEqualTo(inside ? 0 : 5);
        }
    }

    @Test
    void rectangles_keep_to_scale_and_ratio_and_come_as_often_as_asked() {
        RandomErasing erasing = new RandomErasing(0.3, new Range(0.1, 0.2), new Range(0.5, 2));
        int erased = 0;
        for (int i = 0; i < 10_000; i++) {
            Rectangle part = Rectangle.toErase(erasing, SHAPE, random(i));
            if (part.area() > 0) {
                erased++;
                int height = part.bottom() - part.top();
                int width = part.right() - part.left();
                // sides are rounded to whole pixels: half a pixel more or less
                assertThat((height - 0.5) * (width - 0.5)).isLessThanOrEqualTo(0.2 * 600);
                assertThat((height + 0.5) * (width + 0.5)).isGreaterThanOrEqualTo(0.1 * 600);
                assertThat((height - 0.5) / (width + 0.5)).isLessThanOrEqualTo(2);
                assertThat((height + 0.5) / (width - 0.5)).isGreaterThanOrEqualTo(0.5);
                assertThat(part.top()).isNotNegative();
                assertThat(part.bottom()).isLessThanOrEqualTo(20);
                assertThat(part.right()).isLessThanOrEqualTo(30);
            }
        }
        assertThat(erased).isBetween(2850, 3150);
    }

    @Test
    void an_image_for_which_no_rectangle_is_small_enough_stays() {
        Augmentation.Erasing erasing = new RandomErasing(1, new Range(1, 1), new Range(1, 1));

        assertThat(Rectangle.toErase(erasing, SHAPE, random(1)).area()).isZero();
    }

    @Test
    void cutout_is_a_square_around_any_pixel_cut_off_at_the_border() {
        int[] areas = new int[17];
        for (int i = 0; i < 30_000; i++) {
            areas[Rectangle.toErase(new Cutout(4), SHAPE, random(i)).area()]++;
        }
        // rows: 1 of 20 centres leaves 2, 2 leave 3, 17 leave 4; columns likewise: 1, 2 and 27 of 30
        assertThat(areas[16] / 30_000.0).isBetween(17 / 20.0 * 27 / 30 - 0.02, 17 / 20.0 * 27 / 30 + 0.02);
        assertThat(areas[4] / 30_000.0).isBetween(0.0005, 0.0035);
        assertThat(Arrays.stream(new int[] {4, 6, 8, 9, 12, 16})
                        .map(area -> areas[area])
                        .sum())
                .isEqualTo(30_000);
    }

    private static CounterRandom random(int index) {
        return new CounterRandom(Purpose.AUGMENTATION, 1, 1, index);
    }
}
