package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.engine.network.Parameter;
import io.trainyard.spec.Optimizer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The rules of torch.optim. Expected numbers are worked out by hand from its documented formulas, for p = 1 and
 * gradients 0.5, then -0.25.
 */
class UpdateRuleTest {

    private static final double RATE = 0.1;

    private final INDArray parameters = Nd4j.createFromArray(1f, 1f, 7f, 8f);
    private final INDArray gradients = Nd4j.createFromArray(0f, 0f, 0f, 0f);
    private final List<Parameter> layout = List.of(
            new Parameter(0, "linear", Parameter.Kind.WEIGHT, 0, 1, 1, 1),
            new Parameter(0, "linear", Parameter.Kind.BIAS, 1, 1, 1, 1),
            new Parameter(1, "batch_norm2d", Parameter.Kind.RUNNING_MEAN, 2, 1, 0, 0),
            new Parameter(1, "batch_norm2d", Parameter.Kind.RUNNING_VARIANCE, 3, 1, 0, 0));

    @Test
    void sgd_without_momentum() {
        requireWeights(new Optimizer.Sgd(RATE, 0, 0, false, 0, true), 0.95, 0.975);
    }

    @Test
    void momentum_starts_with_the_first_gradient() {
        // v1 = 0.5, v2 = 0.9 * 0.5 - 0.25 = 0.2
        requireWeights(new Optimizer.Sgd(RATE, 0.9, 0, false, 0, true), 0.95, 0.93);
    }

    @Test
    void nesterov_looks_ahead() {
        // step 1: g + 0.9 v = 0.5 + 0.45 = 0.95; step 2: -0.25 + 0.9 * 0.2 = -0.07
        requireWeights(new Optimizer.Sgd(RATE, 0.9, 0, true, 0, true), 0.905, 0.912);
    }

    @Test
    void dampening_begins_with_the_second_step() {
        // v1 = 0.5, v2 = 0.9 * 0.5 - 0.6 * 0.25 = 0.3
        requireWeights(new Optimizer.Sgd(RATE, 0.9, 0.4, false, 0, true), 0.95, 0.92);
    }

    @Test
    void weight_decay_goes_into_the_momentum() {
        // g1 = 0.5 + 0.01 * 1 = 0.51, v1 = 0.51, p1 = 0.949; g2 = -0.25 + 0.00949, v2 = 0.459 - 0.24051 = 0.21849
        requireWeights(new Optimizer.Sgd(RATE, 0.9, 0, false, 0.01, true), 0.949, 0.927151);
    }

    @Test
    void biases_can_be_left_out_of_the_decay() {
        UpdateRule rule = rule(new Optimizer.Sgd(RATE, 0, 0, false, 0.01, false));
        step(rule, 0.5f, 1);
        assertThat(parameters.getDouble(0)).isCloseTo(0.949, within(1e-6));
        assertThat(parameters.getDouble(1)).isCloseTo(0.95, within(1e-6));
    }

    @Test
    void adam_corrects_both_means() {
        // step 1: m/c = 0.5, sqrt(v/c) = 0.5: p = 1 - 0.1 * 0.5 / (0.5 + 0.01)
        double first = 1 - 0.1 * 0.5 / 0.51;
        // step 2: m = 0.9 * 0.05 + 0.1 * -0.25, v = 0.999 * 0.00025 + 0.001 * 0.0625, both corrected
        double mean = (0.9 * 0.05 + 0.1 * -0.25) / (1 - 0.81);
        double square = (0.999 * 0.00025 + 0.001 * 0.0625) / (1 - 0.998001);
        double second = first - 0.1 * mean / (Math.sqrt(square) + 0.01);
        requireWeights(new Optimizer.Adam(RATE, 0.9, 0.999, 0.01, 0, true), first, second);
    }

    @Test
    void adam_couples_its_weight_decay() {
        // g = 0.5 + 0.2 * 1 = 0.7 in both means: p = 1 - 0.1 * 0.7 / (0.7 + 0.01)
        UpdateRule rule = rule(new Optimizer.Adam(RATE, 0.9, 0.999, 0.01, 0.2, true));
        step(rule, 0.5f, 1);
        assertThat(parameters.getDouble(0)).isCloseTo(1 - 0.07 / 0.71, within(1e-6));
    }

    @Test
    void adamw_shrinks_the_weights_past_the_means() {
        // step 1: p = 1 * (1 - 0.1 * 0.2) - 0.1 * 0.5 / (0.5 + 0.01)
        UpdateRule rule = rule(new Optimizer.AdamW(RATE, 0.9, 0.999, 0.01, 0.2, false));
        step(rule, 0.5f, 1);
        assertThat(parameters.getDouble(0)).isCloseTo(0.98 - 0.05 / 0.51, within(1e-6));
        assertThat(parameters.getDouble(1)).as("bias").isCloseTo(1 - 0.05 / 0.51, within(1e-6));
    }

    @Test
    void rmsprop_divides_by_the_root_of_the_mean_square() {
        // v1 = 0.1 * 0.25 = 0.025, v2 = 0.9 * 0.025 + 0.1 * 0.0625 = 0.02875
        double first = 1 - 0.1 * 0.5 / (Math.sqrt(0.025) + 0.01);
        double second = first + 0.1 * 0.25 / (Math.sqrt(0.02875) + 0.01);
        requireWeights(new Optimizer.RmsProp(RATE, 0.9, 0.01, 0, false, 0, true), first, second);
    }

    @Test
    void rmsprop_centered_divides_by_the_standard_deviation_and_momentum_comes_last() {
        // mean1 = 0.05, mean2 = 0.9 * 0.05 - 0.1 * 0.25 = 0.02
        double one = 0.5 / (Math.sqrt(0.025 - 0.0025) + 0.01);
        double two = 0.8 * one - 0.25 / (Math.sqrt(0.02875 - 0.0004) + 0.01);
        requireWeights(
                new Optimizer.RmsProp(RATE, 0.9, 0.01, 0.8, true, 0, true), 1 - 0.1 * one, 1 - 0.1 * one - 0.1 * two);
    }

    @Test
    void adagrad_divides_by_the_root_of_the_sum_and_its_rate_falls() {
        // s1 = 0.5 + 0.25, s2 = 0.75 + 0.0625; step 2 has the rate 0.1 / (1 + 0.5)
        double first = 1 - 0.1 * 0.5 / (Math.sqrt(0.75) + 0.01);
        double second = first + 0.1 / 1.5 * 0.25 / (Math.sqrt(0.8125) + 0.01);
        requireWeights(new Optimizer.Adagrad(RATE, 0.5, 0.5, 0.01, 0, true), first, second);
    }

    private void requireWeights(Optimizer optimizer, double first, double second) {
        UpdateRule rule = rule(optimizer);
        step(rule, 0.5f, 1);
        assertThat(parameters.getDouble(0)).isCloseTo(first, within(1e-6));
        step(rule, -0.25f, 2);
        assertThat(parameters.getDouble(0)).isCloseTo(second, within(1e-6));
        assertThat(parameters.getDouble(1)).isCloseTo(second, within(1e-6));
        assertThat(parameters.getDouble(2)).as("running mean").isEqualTo(7);
        assertThat(parameters.getDouble(3)).as("running variance").isEqualTo(8);
    }

    private UpdateRule rule(Optimizer optimizer) {
        return UpdateRule.of(optimizer, layout, parameters, gradients);
    }

    private void step(UpdateRule rule, float gradient, long iteration) {
        gradients.assign(gradient);
        rule.apply(RATE, iteration);
    }
}
