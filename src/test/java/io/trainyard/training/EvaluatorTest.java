package io.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.result.EvaluationResult;
import io.trainyard.spec.Loss;
import io.trainyard.training.Evaluator.Tally;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluatorTest {

    @Test
    void counts_loss_accuracy_and_confusion() {
        Tally tally = new Tally(new Loss(0));
        tally.add(new float[] {0.7f, 0.2f, 0.1f, 0.5f, 0.25f, 0.25f}, new int[] {0, 2});
        tally.add(new float[] {0.1f, 0.8f, 0.1f}, new int[] {1});

        EvaluationResult result = tally.result();
        assertThat(result.loss()).isCloseTo(-(Math.log(0.7) + Math.log(0.25) + Math.log(0.8)) / 3, within(1e-7));
        assertThat(result.accuracy()).isEqualTo(2 / 3.0);
        assertThat(result.examples()).isEqualTo(3);
        assertThat(result.confusion()).isDeepEqualTo(new long[][] {{1, 0, 0}, {0, 1, 0}, {1, 0, 0}});
        assertThat(result.top5Accuracy()).as("fewer than 6 classes").isNull();
    }

    @Test
    void top_5_takes_the_five_most_probable_and_the_lower_class_of_equals() {
        Tally tally = new Tally(new Loss(0));
        float[] falling = {0.3f, 0.25f, 0.2f, 0.15f, 0.06f, 0.04f};
        tally.add(falling, new int[] {4});
        tally.add(falling, new int[] {5});
        float[] equal = {1 / 6f, 1 / 6f, 1 / 6f, 1 / 6f, 1 / 6f, 1 / 6f};
        tally.add(equal, new int[] {4});
        tally.add(equal, new int[] {5});
        assertThat(tally.result().top5Accuracy()).isEqualTo(0.5);
        assertThat(tally.result().confusion()[4][0])
                .as("of equals the first class is the guess")
                .isEqualTo(2);
    }

    @Test
    void a_probability_that_underflowed_costs_much_but_not_infinitely() {
        Tally tally = new Tally(new Loss(0));
        tally.add(new float[] {1, 0}, new int[] {1});
        assertThat(tally.isFinite()).isTrue();
        assertThat(tally.loss()).isCloseTo(103.28, within(0.01));
    }

    @Test
    void the_loss_is_smoothed_and_weighed_as_in_training_over_the_whole_split() {
        Tally tally = new Tally(new Loss(0.3, List.of(1.0, 2.0, 4.0)));
        tally.add(new float[] {0.5f, 0.25f, 0.25f}, new int[] {0});
        tally.add(new float[] {0.25f, 0.5f, 0.25f}, new int[] {2});

        double first = 0.7 * Math.log(2) + 0.1 * (Math.log(2) + 2 * Math.log(4) + 4 * Math.log(4));
        double second = 0.7 * 4 * Math.log(4) + 0.1 * (Math.log(4) + 2 * Math.log(2) + 4 * Math.log(4));
        assertThat(tally.loss()).isCloseTo((first + second) / (1 + 4), within(1e-12));
    }

    @Test
    void an_output_that_is_not_finite_is_seen_wherever_it_stands() {
        Tally tally = new Tally(new Loss(0));
        tally.add(new float[] {0.9f, Float.NaN}, new int[] {0});
        assertThat(tally.isFinite()).isFalse();
    }
}
