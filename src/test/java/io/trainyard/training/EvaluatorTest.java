package io.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.dataset.Sample;
import io.trainyard.result.Calibration;
import io.trainyard.result.Calibration.Bin;
import io.trainyard.result.EvaluationResult;
import io.trainyard.result.Mistake;
import io.trainyard.spec.ImageShape;
import io.trainyard.spec.Loss;
import io.trainyard.training.Evaluator.Tally;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluatorTest {

    @Test
    void counts_loss_accuracy_and_confusion() {
        Tally tally = new Tally(new Loss(0), null);
        tally.add(logs(0.7, 0.2, 0.1, 0.5, 0.25, 0.25), new int[] {0, 2});
        tally.add(logs(0.1, 0.8, 0.1), new int[] {1});

        EvaluationResult result = result(tally);
        assertThat(result.loss()).isCloseTo(-(Math.log(0.7) + Math.log(0.25) + Math.log(0.8)) / 3, within(1e-6));
        assertThat(result.accuracy()).isEqualTo(2 / 3.0);
        assertThat(result.examples()).isEqualTo(3);
        assertThat(result.confusion()).isDeepEqualTo(new long[][] {{1, 0, 0}, {0, 1, 0}, {1, 0, 0}});
        assertThat(result.topK()).isNull();
    }

    @Test
    void top_k_takes_the_k_best_guesses_and_the_lower_class_of_equals() {
        Tally tally = new Tally(new Loss(0), 5);
        float[] falling = {6, 5, 4, 3, 2, 1};
        tally.add(falling, new int[] {4});
        tally.add(falling, new int[] {5});
        float[] equal = {3, 3, 3, 3, 3, 3};
        tally.add(equal, new int[] {4});
        tally.add(equal, new int[] {5});
        assertThat(result(tally).topK()).isEqualTo(new EvaluationResult.TopK(5, 0.5));
        assertThat(result(tally).confusion()[4][0])
                .as("of equals the first class is the guess")
                .isEqualTo(2);
    }

    @Test
    void a_sure_mistake_costs_all_that_it_costs() {
        Tally tally = new Tally(new Loss(0), null);
        tally.add(new float[] {1000, -4000}, new int[] {1});
        assertThat(tally.isFinite()).isTrue();
        assertThat(tally.loss()).isEqualTo(5000);
    }

    @Test
    void the_loss_is_smoothed_and_weighed_as_in_training_over_the_whole_split() {
        Tally tally = new Tally(new Loss(0.3, List.of(1.0, 2.0, 4.0)), null);
        tally.add(logs(0.5, 0.25, 0.25), new int[] {0});
        tally.add(logs(0.25, 0.5, 0.25), new int[] {2});

        double first = 0.7 * Math.log(2) + 0.1 * (Math.log(2) + 2 * Math.log(4) + 4 * Math.log(4));
        double second = 0.7 * 4 * Math.log(4) + 0.1 * (Math.log(4) + 2 * Math.log(2) + 4 * Math.log(4));
        assertThat(tally.loss()).isCloseTo((first + second) / (1 + 4), within(1e-6));
    }

    @Test
    void an_output_that_is_not_finite_is_seen_wherever_it_stands() {
        Tally tally = new Tally(new Loss(0), null);
        tally.add(new float[] {0.9f, Float.NaN}, new int[] {0});
        tally.add(new float[] {Float.NEGATIVE_INFINITY, 1}, new int[] {1});
        assertThat(tally.isFinite()).isFalse();
    }

    @Test
    void calibration_is_the_gap_between_confidence_and_accuracy_bin_by_bin() {
        Tally tally = new Tally(new Loss(0), null);
        tally.add(logs(0.9, 0.1), new int[] {0});
        tally.add(logs(0.92, 0.08), new int[] {1});
        tally.add(logs(0.3, 0.7), new int[] {1});

        Calibration calibration = result(tally).calibration();
        assertThat(calibration.ece()).isCloseTo((2 * Math.abs(0.5 - 0.91) + 0.3) / 3, within(1e-6));
        assertThat(calibration.bins()).hasSize(15);
        Bin sure = calibration.bins().get(13);
        assertThat(sure.from()).isEqualTo(13 / 15.0);
        assertThat(sure.to()).isEqualTo(calibration.bins().get(14).from());
        assertThat(sure.count()).isEqualTo(2);
        assertThat(sure.confidence()).isCloseTo(0.91, within(1e-6));
        assertThat(sure.accuracy()).isEqualTo(0.5);
        assertThat(calibration.bins().get(10).count()).isEqualTo(1);
        assertThat(calibration.bins().get(0)).isEqualTo(new Bin(0, 1 / 15.0, 0, 0, 0));
    }

    @Test
    void a_bin_has_its_upper_end_and_not_its_lower_one() {
        Tally tally = new Tally(new Loss(0), null);
        tally.add(new float[5], new int[] {0});
        tally.add(new float[] {500, 0, 0, 0, 0}, new int[] {0});

        List<Bin> bins = result(tally).calibration().bins();
        assertThat(bins.get(2).count()).as("confidence 1/5 = 3/15").isEqualTo(1);
        assertThat(bins.get(14).count()).as("confidence 1").isEqualTo(1);
    }

    @Test
    void the_most_confident_mistakes_are_kept_and_of_equals_the_first() {
        Tally tally = new Tally(new Loss(0), null);
        tally.add(logs(0.6, 0.4), new int[] {1});
        for (int i = 1; i <= 30; i++) {
            tally.add(logs(0.9, 0.1), new int[] {i == 4 ? 0 : 1});
        }
        tally.add(logs(0.01, 0.99), new int[] {0});

        List<Mistake> mistakes = result(tally).mistakes();
        assertThat(mistakes).hasSize(25);
        assertThat(mistakes.get(0).index()).isEqualTo(131);
        assertThat(mistakes.get(0).label()).isZero();
        assertThat(mistakes.get(0).predicted()).isEqualTo(1);
        assertThat(mistakes.get(0).confidence()).isCloseTo(0.99, within(1e-6));
        assertThat(mistakes.get(0).picture().pixels()).containsExactly(31);
        assertThat(mistakes.stream().skip(1).map(Mistake::index))
                .startsWith(101, 102, 103, 105)
                .endsWith(125)
                .isSorted();
    }

    /** Of a data set whose images lie from index 100 on. */
    private static EvaluationResult result(Tally tally) {
        return tally.result(
                position -> new Sample(100 + position, 0, new ImageShape(1, 1, 1), new byte[] {(byte) position}));
    }

    /** Logits whose softmax has these probabilities. */
    private static float[] logs(double... probabilities) {
        float[] logits = new float[probabilities.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (Math.log(probabilities[i]) + 7);
        }
        return logits;
    }
}
