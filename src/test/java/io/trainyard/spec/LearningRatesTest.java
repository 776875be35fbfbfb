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

        assertThat(LearningRates.of(spec).byEpoch()).containsExactly(0.4, 0.2);
    }

    private static void assertCurve(LrSchedule schedule, int epochs, double... expected) {
        List<Double> curve = new LearningRates(0.1, schedule, epochs).byEpoch();
        assertThat(curve).hasSize(epochs);
        for (int i = 0; i < epochs; i++) {
            assertThat(curve.get(i)).as("epoch %d", i + 1).isCloseTo(expected[i], within(1e-12));
        }
    }
}
