package io.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.spec.Metric;
import io.trainyard.spec.ReduceOnPlateau;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** torch.optim.lr_scheduler.ReduceLROnPlateau.step, worked by hand. */
class PlateauTest {

    @Test
    void the_rate_falls_when_more_than_patience_epochs_brought_nothing() {
        ReduceOnPlateau rule = rule(Metric.VALIDATION_LOSS, 0.5, 1, 0, true, 0, 0, 0);
        assertThat(rates(rule, 1, 0.9, 0.95, 0.91, 0.92, 0.93, 0.8, 0.85, 0.86))
                .containsExactly(1.0, 1.0, 1.0, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125);
    }

    @Test
    void an_improvement_must_pass_the_relative_threshold() {
        ReduceOnPlateau rule = rule(Metric.VALIDATION_LOSS, 0.1, 0, 0.1, true, 0, 0, 0);
        assertThat(rates(rule, 1, 0.91, 0.89, 0.8, 0.81)).containsExactly(1.0, 0.1, 0.1, 0.1, 0.1 * 0.1);
        // best: 1, 1, 0.89 (below 0.9), 0.8 (below 0.801), 0.8
    }

    @Test
    void an_accuracy_must_pass_the_absolute_threshold_upwards() {
        ReduceOnPlateau rule = rule(Metric.VALIDATION_ACCURACY, 0.5, 0, 0.125, false, 0, 0, 0);
        assertThat(rates(rule, 0.25, 0.375, 0.5, 0.5625, 0.75)).containsExactly(1.0, 0.5, 0.5, 0.25, 0.25);
    }

    @Test
    void epochs_of_the_cooldown_do_not_count_but_may_be_the_best() {
        ReduceOnPlateau rule = rule(Metric.TRAIN_LOSS, 0.5, 0, 0, true, 2, 0, 0);
        assertThat(rates(rule, 1, 1, 1, 0.5, 0.75, 0.75, 0.75, 0.75))
                .as("reduced after epoch 2, again after the cooldown's two epochs, and so on")
                .containsExactly(1.0, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.125);
    }

    @Test
    void the_rate_falls_no_lower_than_min_lr_nor_by_less_than_eps() {
        assertThat(rates(rule(Metric.VALIDATION_LOSS, 0.1, 0, 0, true, 0, 0.05, 0), 1, 1, 1, 1))
                .containsExactly(1.0, 0.1, 0.05, 0.05);
        assertThat(rates(rule(Metric.VALIDATION_LOSS, 0.5, 0, 0, true, 0, 0, 0.3), 1, 1, 1, 1))
                .containsExactly(1.0, 0.5, 0.5, 0.5);
    }

    private static ReduceOnPlateau rule(
            Metric metric,
            double factor,
            int patience,
            double threshold,
            boolean relative,
            int cooldown,
            double minimum,
            double eps) {
        return new ReduceOnPlateau(metric, factor, patience, threshold, relative, cooldown, minimum, eps, 0);
    }

    private static List<Double> rates(ReduceOnPlateau rule, double... values) {
        Plateau plateau = Plateau.start(1);
        List<Double> rates = new ArrayList<>();
        for (double value : values) {
            plateau = plateau.after(value, rule);
            rates.add(plateau.learningRate());
        }
        return rates;
    }
}
