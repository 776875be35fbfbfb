package io.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.spec.DatasetName;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShapesTest {

    private static final Dataset SHAPES =
            new DatasetStore(null, Path.of("unused"), line -> {}).load(DatasetName.SHAPES);

    @Test
    void is_the_same_on_every_machine() {
        assertThat(SHAPES.sha256()).isEqualTo("59f14e8e6728366dc821ffcc856a661adb150e4968edb048f189a0d14fbad725");
    }

    @Test
    void has_the_announced_size_and_balanced_classes() {
        assertThat(SHAPES.train().count()).isEqualTo(DatasetName.SHAPES.trainExamples());
        assertThat(SHAPES.test().count()).isEqualTo(DatasetName.SHAPES.testExamples());
        for (int label = 0; label < 10; label++) {
            int wanted = label;
            assertThat(IntStream.range(0, SHAPES.train().count())
                            .filter(i -> SHAPES.train().label(i) == wanted)
                            .count())
                    .isEqualTo(1000);
        }
    }

    @Test
    void shapes_are_in_the_order_of_the_class_names() {
        assertThat(Arrays.stream(Shape.values()).map(shape -> shape.name().toLowerCase(Locale.ROOT)))
                .containsExactlyElementsOf(DatasetName.SHAPES.classNames());
    }

    @Test
    void an_image_depends_on_its_index_alone() {
        Images few = ShapesGenerator.draw(0, 20);

        assertThat(few.pixels()).isEqualTo(Arrays.copyOf(SHAPES.train().pixels(), few.pixels().length));
    }

    @Test
    void no_test_image_is_a_training_image() {
        int size = SHAPES.train().shape().size();
        assertThat(Arrays.copyOf(SHAPES.test().pixels(), size))
                .isNotEqualTo(Arrays.copyOf(SHAPES.train().pixels(), size));
    }

    @Test
    void distances_are_negative_inside_and_positive_outside() {
        for (Shape shape : Shape.values()) {
            double middle = shape == Shape.RING ? 0.68 : shape == Shape.CRESCENT ? -0.6 : 0;
            assertThat(shape.distance(middle, 0)).as(shape.name()).isNegative();
            assertThat(shape.distance(1.2, 1.2)).as(shape.name()).isPositive();
        }
        assertThat(Shape.RING.distance(0, 0)).isPositive();
        assertThat(Shape.CRESCENT.distance(0.5, 0)).isPositive();
    }
}
