package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.dataset.Batch;
import io.trainyard.dataset.Batch.Mix;
import io.trainyard.spec.ImageShape;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LossTest {

    private static final float[] LOGITS = {0, (float) Math.log(2), 0, (float) Math.log(6), 0, 0};
    private static final int[] LABELS = {1, 2};

    @Test
    void class_weights_divide_by_the_weights_of_the_labels() {
        Loss.Result result = loss(new io.trainyard.spec.Loss(0, List.of(1.0, 2.0, 3.0)), null);

        double expected = (2 * Math.log(2) + 3 * Math.log(8)) / 5;
        assertThat(result.loss()).isCloseTo(expected, within(1e-6));
        assertThat((double) result.gradient()[1]).isCloseTo(2 * (0.5 - 1) / 5, within(1e-6));
        assertThat((double) result.gradient()[3]).isCloseTo(3 * 0.75 / 5, within(1e-6));
    }

    @Test
    void soft_targets_divide_by_the_size_of_the_batch() {
        Loss.Result result =
                loss(new io.trainyard.spec.Loss(0, List.of(1.0, 2.0, 3.0)), new Mix(new int[] {2, 1}, 0.75));

        double first = 0.75 * 2 * Math.log(2) + 0.25 * 3 * Math.log(4);
        double second = 0.75 * 3 * Math.log(8) + 0.25 * 2 * Math.log(8);
        assertThat(result.loss()).isCloseTo((first + second) / 2, within(1e-6));
    }

    @Test
    void a_guess_is_right_if_it_is_the_label_with_the_larger_share() {
        io.trainyard.spec.Loss plain = new io.trainyard.spec.Loss(0);
        int[] others = {0, 0};

        assertThat(loss(plain, null).correct()).isEqualTo(1);
        assertThat(loss(plain, new Mix(others, 0.6)).correct())
                .as("guesses 1, 0 for labels 1, 2")
                .isEqualTo(1);
        assertThat(loss(plain, new Mix(new int[] {1, 0}, 0.4)).correct()).isEqualTo(2);
    }

    private static Loss.Result loss(io.trainyard.spec.Loss spec, @Nullable Mix mix) {
        return new Loss(spec).of(LOGITS, new Batch(new ImageShape(1, 1, 1), new float[2], LABELS, mix));
    }
}
