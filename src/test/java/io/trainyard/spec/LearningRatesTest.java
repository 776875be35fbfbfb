package io.trainyard.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Against the numbers that torch.optim.lr_scheduler gives when stepped once an epoch. */
class LearningRatesTest {

    @Test
    void constant_stays() {
        assertCurve(new LrSchedule.Constant(0), 3, 0.1, 0.1, 0.1);
    }

    @Test
    void step_falls_every_step_size_epochs() {
        assertCurve(new LrSchedule.Step(2, 0.1, 0), 5, 0.1, 0.1, 0.01, 0.01, 0.001);
    }

    @Test
    void cosine_falls_by_the_epoch_towards_its_minimum() {
        assertCurve(new LrSchedule.Cosine(0, 0), 4, 0.1, 0.085355339059, 0.05, 0.014644660941);
        assertCurve(new LrSchedule.Cosine(0.02, 0), 2, 0.1, 0.06);
    }

    @Test
    void multistep_falls_at_its_milestones() {
        assertCurve(new LrSchedule.MultiStep(List.of(1, 3), 0.5, 0), 5, 0.1, 0.05, 0.05, 0.025, 0.025);
    }

    @Test
    void exponential_falls_every_epoch() {
        assertCurve(new LrSchedule.Exponential(0.5, 0), 4, 0.1, 0.05, 0.025, 0.0125);
    }

    @Test
    void polynomial_would_be_zero_after_the_last_epoch() {
        assertCurve(new LrSchedule.Polynomial(1, 0), 4, 0.1, 0.075, 0.05, 0.025);
        assertCurve(new LrSchedule.Polynomial(2, 0), 4, 0.1, 0.05625, 0.025, 0.00625);
    }

    @Test
    void cosine_restarts_from_the_top_and_takes_longer_each_time() {
        assertCurve(new LrSchedule.CosineRestarts(2, 1, 0, 0), 5, 0.1, 0.05, 0.1, 0.05, 0.1);
        assertCurve(
                new LrSchedule.CosineRestarts(2, 2, 0, 0),
                7,
                0.1,
                0.05,
                0.1,
                0.085355339059,
                0.05,
                0.014644660941,
                0.1);
    }

    @Test
    void one_cycle_changes_by_the_iteration_and_peaks_at_the_learning_rate() {
        LearningRates rates = new LearningRates(0.1, new LrSchedule.OneCycle(0.5, 10, 100, 0), 2);

        // steps 0 to 11, the peak at 0.5 * 12 - 1 = 5; half way down to 0.0001 at step 8
        assertThat(rates.at(1, 1, 6)).isCloseTo(0.01, within(1e-15));
        assertThat(rates.at(1, 6, 6)).isEqualTo(0.1);
        assertThat(rates.at(2, 3, 6)).isCloseTo((0.1 + 0.0001) / 2, within(1e-15));
        assertThat(rates.at(2, 6, 6)).isCloseTo(0.0001, within(1e-15));
        assertThat(rates.byEpoch(6)).containsExactly(rates.at(1, 6, 6), rates.at(2, 6, 6));
    }

    @Test
    void one_cycle_with_its_peak_at_the_first_iteration_starts_there() {
        LearningRates rates = new LearningRates(0.1, new LrSchedule.OneCycle(0.5, 10, 100, 0), 1);

        assertThat(rates.at(1, 1, 2)).isEqualTo(0.1);
        assertThat(rates.at(1, 2, 2)).isCloseTo(0.0001, within(1e-15));
    }

    @Test
    void warm_up_comes_before_the_schedule_which_then_starts_from_its_beginning() {
        assertCurve(new LrSchedule.Constant(2), 4, 0.05, 0.1, 0.1, 0.1);
        assertCurve(new LrSchedule.Step(2, 0.5, 1), 5, 0.1, 0.1, 0.1, 0.05, 0.05);
        assertCurve(new LrSchedule.Cosine(0, 2), 6, 0.05, 0.1, 0.1, 0.085355339059, 0.05, 0.014644660941);
    }

    @Test
    void warm_up_rises_linearly_by_the_iteration() {
        LearningRates rates = new LearningRates(0.1, new LrSchedule.Cosine(0, 2), 10);

        assertThat(rates.at(1, 1, 5)).isCloseTo(0.01, within(1e-15));
        assertThat(rates.at(1, 5, 5)).isCloseTo(0.05, within(1e-15));
        assertThat(rates.at(2, 1, 5)).isCloseTo(0.06, within(1e-15));
        assertThat(rates.at(2, 5, 5)).isEqualTo(0.1);
        assertThat(rates.at(3, 1, 5)).isEqualTo(0.1);
    }

    @Test
    void after_the_warm_up_an_epoch_has_one_rate() {
        LearningRates rates = new LearningRates(0.1, new LrSchedule.Cosine(0, 1), 9);

        assertThat(rates.at(4, 1, 391)).isEqualTo(rates.at(4, 391, 391)).isLessThan(rates.at(3, 391, 391));
    }

    @Test
    void counting_from_zero_is_refused() {
        LearningRates rates = new LearningRates(0.1, new LrSchedule.Constant(0), 2);

        assertThatIllegalArgumentException().isThrownBy(() -> rates.at(0, 1, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> rates.at(1, 0, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> rates.at(1, 11, 10));
    }

    @Test
    void a_spec_gives_its_own_curve() {
        ExperimentSpec spec = SpecReader.read(
                Json.specWith(
                        "'optimizer': {'type': 'sgd', 'learning_rate': 0.4}, 'training': {'epochs': 2}, 'lr_schedule': {'type': 'cosine'}"));

        assertThat(LearningRates.of(spec).byEpoch(spec.iterationsPerEpoch())).containsExactly(0.4, 0.2);
        assertThat(spec.iterationsPerEpoch()).as("45000 images by 128").isEqualTo(352);
    }

    private static void assertCurve(LrSchedule schedule, int epochs, double... expected) {
        List<Double> curve = new LearningRates(0.1, schedule, epochs).byEpoch(1);
        assertThat(curve).hasSize(epochs);
        for (int i = 0; i < epochs; i++) {
            assertThat(curve.get(i)).as("epoch %d", i + 1).isCloseTo(expected[i], within(1e-12));
        }
    }
}
