package io.trainyard.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against torch.optim.lr_scheduler.ReduceLROnPlateau. */
class ReduceOnPlateauTest {

    /** is_better of mode min and max, with a threshold of 0.1. */
    @ParameterizedTest
    @CsvSource({
        "validation_loss, true, 1.79, 2, true",
        "validation_loss, true, 1.81, 2, false",
        "validation_loss, false, 1.89, 2, true",
        "validation_loss, false, 1.91, 2, false",
        "validation_accuracy, true, 0.56, 0.5, true",
        "validation_accuracy, true, 0.54, 0.5, false",
        "validation_accuracy, false, 0.61, 0.5, true",
        "validation_accuracy, false, 0.59, 0.5, false",
    })
    void improves_by_more_than_the_threshold(
            String metric, boolean relative, double value, double best, boolean improves) {
        assertThat(plateau(Metric.byId(m -> true).get(metric), relative).improves(value, best))
                .isEqualTo(improves);
    }

    @Test
    void falls_by_the_factor_but_not_below_the_least_rate() {
        ReduceOnPlateau plateau = plateau(Metric.TRAIN_LOSS, true);

        assertThat(plateau.reduced(0.1)).isEqualTo(0.1 * 0.2);
        assertThat(plateau.reduced(0.02)).isEqualTo(0.01);
        assertThat(plateau.reduced(0.0101)).as("a change of no more than eps").isEqualTo(0.0101);
    }

    /** 2 epochs of warm-up, the first that counts, and 3 that bring nothing: the rate may be lower in the seventh. */
    @Test
    void the_curve_is_known_until_patience_may_have_run_out() {
        LearningRates rates = new LearningRates(0.1, plateau(Metric.VALIDATION_LOSS, true), 20);

        assertThat(rates.byEpoch(10)).containsExactly(0.05, 0.1, 0.1, 0.1, 0.1, 0.1);
        assertThat(new LearningRates(0.1, rates.schedule(), 4).byEpoch(10)).hasSize(4);
    }

    @Test
    void what_the_rate_has_come_down_to_holds_from_then_on() {
        LearningRates rates = new LearningRates(0.1, plateau(Metric.VALIDATION_LOSS, true), 20).reducedTo(0.02);

        assertThat(rates.at(7, 1, 10)).isEqualTo(0.02);
        assertThat(rates.at(20, 10, 10)).isEqualTo(0.02);
    }

    private static ReduceOnPlateau plateau(Metric metric, boolean relative) {
        return new ReduceOnPlateau(metric, 0.2, 2, 0.1, relative, 0, 0.01, 1e-3, 2);
    }
}
