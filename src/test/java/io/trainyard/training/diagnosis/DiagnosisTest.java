package io.trainyard.training.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.result.RunWarning;
import io.trainyard.training.diagnosis.Inspection.Activation;
import io.trainyard.training.diagnosis.Inspection.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each symptom at the edge of its rule, and a healthy step beside it. */
class DiagnosisTest {

    private static final double CHANCE = Math.log(10);

    @Test
    void a_healthy_step_says_nothing() {
        assertThat(Diagnosis.of(facts(200, 1.2, 1.3, tensor(0.1, 1e-2, 1e-4)))).isEmpty();
        assertThat(Diagnosis.of(facts(1, CHANCE, CHANCE, tensor(0.1, 1e-2, 1e-4))))
                .as("at the start every loss is that of guessing")
                .isEmpty();
    }

    @Test
    void half_of_a_relus_units_dead_is_too_many() {
        assertThat(of(relu(32, 15))).isEmpty();
        assertThat(of(relu(32, 16))).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("dead_relu");
            assertThat(warning.path()).isEqualTo("2");
            assertThat(warning.evidence()).containsEntry("share", 0.5).containsEntry("dead_units", 16);
            assertThat(warning.message()).contains("16 of the 32 units (50 %)").contains("layer 2");
        });
    }

    @Test
    void gradients_vanish_beside_their_weights_while_there_is_much_to_learn() {
        Tensor tiny = tensor(0.1, 0.9e-7, 1e-5);
        assertThat(codes(facts(50, CHANCE, CHANCE, tiny))).containsExactly("vanishing_gradients");
        assertThat(codes(facts(50, 0.2, 0.2, tiny))).as("a good network").isEmpty();
        assertThat(codes(facts(50, CHANCE, CHANCE, tensor(0.1, 1.1e-7, 1e-5)))).isEmpty();
        assertThat(codes(facts(50, CHANCE, CHANCE, tensor(0, 0, 1e-5))))
                .as("zeros without gradients")
                .containsExactly("vanishing_gradients");
    }

    @Test
    void gradients_explode_if_large_by_themselves_and_beside_their_weights() {
        assertThat(codes(facts(2, 3, 3, tensor(0.1, 11, 1e-3)))).containsExactly("exploding_gradients");
        assertThat(codes(facts(2, 3, 3, tensor(0.001, 0.9, 1e-3))))
                .as("small weights make no large gradient")
                .isEmpty();
        assertThat(codes(facts(2, 3, 3, tensor(1, 50, 1e-3)))).isEmpty();
    }

    @Test
    void norms_and_biases_are_not_asked_for_gradients() {
        Tensor norm = new Tensor("1", "batch_norm2d", "weight", 1, 1, 0, 0);
        Tensor bias = new Tensor("0", "conv2d", "bias", 1, 1, 0, 0);
        assertThat(codes(facts(2, 3, 3, tensor(0.1, 1e-2, 1e-4), norm, bias))).isEmpty();
    }

    @Test
    void a_loss_that_stays_at_that_of_guessing_says_which_way_to_turn() {
        LossCurve curve = curve(CHANCE, CHANCE * 1.01);
        assertThat(Diagnosis.of(facts(100, CHANCE, CHANCE, curve, tensor(0.1, 1e-3, 1e-5))))
                .singleElement()
                .satisfies(warning -> {
                    assertThat(warning.code()).isEqualTo("loss_at_chance");
                    assertThat(warning.message()).contains("ln(10) = 2.303").contains("ten times larger");
                    assertThat(warning.evidence()).containsEntry("chance_loss", CHANCE);
                });
        assertThat(Diagnosis.of(facts(100, CHANCE, CHANCE, curve, tensor(0.1, 1e-3, 2e-3))))
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).contains("ten times smaller"));
        assertThat(codes(facts(99, CHANCE, CHANCE, curve, tensor(0.1, 1e-3, 1e-5))))
                .as("too early to say")
                .isEmpty();
        assertThat(codes(facts(100, 2.1, 2.1, curve, tensor(0.1, 1e-3, 1e-5))))
                .as("it has begun to learn")
                .isEmpty();
        assertThat(codes(facts(100, CHANCE, CHANCE, curve(1.9), tensor(0.1, 1e-3, 1e-5))))
                .as("the epoch before was better")
                .isEmpty();
    }

    @Test
    void a_learning_rate_is_too_small_if_steps_change_nothing_and_the_loss_stands_still() {
        LossCurve curve = new LossCurve(3.0, List.of());
        Tensor still = tensor(0.1, 1e-2, 0.9e-7);
        assertThat(codes(facts(100, 2.95, 2.95, curve, still))).containsExactly("learning_rate_too_small");
        assertThat(codes(facts(50, 2.95, 2.95, curve, still)))
                .as("too early to say")
                .isEmpty();
        assertThat(codes(facts(100, 2.5, 2.5, curve, still))).as("it moves").isEmpty();
        assertThat(codes(facts(100, 2.95, 2.95, curve, tensor(0.1, 1e-2, 1.1e-7))))
                .isEmpty();
        assertThat(codes(facts(100, 2.95, 2.95, curve, tensor(0.1, 1e-9, 0))))
                .as("there is nothing to step along")
                .containsExactly("vanishing_gradients");
    }

    @Test
    void a_learning_rate_is_too_large_if_steps_are_and_bring_nothing() {
        LossCurve curve = new LossCurve(2.3, List.of());
        Tensor shaken = tensor(0.1, 1e-2, 0.04);
        assertThat(codes(facts(10, 2.4, 2.4, curve, shaken))).containsExactly("learning_rate_too_large");
        assertThat(codes(facts(5, 2.4, 2.4, curve, shaken)))
                .as("too early to say")
                .isEmpty();
        assertThat(codes(facts(10, 1.5, 1.5, curve, shaken))).as("it learns").isEmpty();
        assertThat(codes(facts(10, 7.1, 2.2, curve, tensor(0.1, 1e-2, 1e-4))))
                .as("far above its start")
                .containsExactly("learning_rate_too_large");
    }

    @Test
    void overfitting_is_a_validation_loss_that_rises_for_three_epochs_while_the_training_loss_falls() {
        LossCurve curve = curve();
        double[][] losses = {{2, 1.9}, {1.5, 1.5}, {1.2, 1.55}, {1.0, 1.6}};
        for (int i = 0; i < losses.length; i++) {
            curve = curve.withEpoch(new LossCurve.Point(i + 1, losses[i][0], losses[i][1]));
            assertThat(Diagnosis.of(curve, 100)).isEmpty();
        }
        LossCurve rising = curve.withEpoch(new LossCurve.Point(5, 0.8, 1.7));
        assertThat(Diagnosis.of(rising, 500)).singleElement().satisfies(warning -> {
            assertThat(warning.code()).isEqualTo("overfitting");
            assertThat(warning.epoch()).isEqualTo(5);
            assertThat(warning.iteration()).isEqualTo(500);
            assertThat(warning.evidence()).containsEntry("lowest_epoch", 2).containsEntry("validation_loss", 1.7);
        });
        assertThat(Diagnosis.of(curve.withEpoch(new LossCurve.Point(5, 0.8, 1.55)), 500))
                .as("hardly above its lowest")
                .isEmpty();
        assertThat(Diagnosis.of(curve.withEpoch(new LossCurve.Point(5, 1.5, 1.7)), 500))
                .as("the training loss rises, too")
                .isEmpty();
        assertThat(Diagnosis.of(curve(2, 1.5, 1.2, 1, 0.8, 0.7), 500))
                .as("without validation data")
                .isEmpty();
    }

    @Test
    void a_loss_that_rises_and_falls_again_and_again_is_the_learning_rates_fault() {
        assertThat(Diagnosis.of(curve(2, 1.5, 1.7, 1.5, 1.7), 100))
                .extracting(RunWarning::code)
                .containsExactly("learning_rate_too_large");
        assertThat(Diagnosis.of(curve(2, 1.5, 1.7, 1.5, 1.4), 100)).as("once").isEmpty();
        assertThat(Diagnosis.of(curve(2, 1.9, 1.95, 1.9, 1.95), 100))
                .as("a little")
                .isEmpty();
    }

    @Test
    void a_curve_keeps_its_first_loss_and_its_last_six_epochs() {
        LossCurve curve = curve(9, 8, 7, 6, 5, 4, 3).withStep(2.5).withStep(1.5);
        assertThat(curve.first()).isEqualTo(2.5);
        assertThat(curve.epochs()).extracting(LossCurve.Point::epoch).containsExactly(2, 3, 4, 5, 6, 7);
    }

    @Test
    void where_the_finite_numbers_end_is_the_first_layer_that_shows_it() {
        List<Activation> activations = List.of(
                new Activation("0", "conv2d", 8, 0, true),
                new Activation("1.layers.0", "conv2d", 8, 0, false),
                new Activation("1", "residual", 8, 0, false));
        Tensor large = new Tensor("0", "conv2d", "weight", 1e20, 3e30, Double.NaN, Double.NaN);
        Tensor small = new Tensor("4", "linear", "bias", 1, 2, Double.NaN, Double.NaN);
        assertThat(Divergence.where(new Inspection(activations, List.of(small, large))))
                .isEqualTo("The first layer whose output is not finite is layer 1.layers.0 (conv2d). "
                        + "The largest weight is 3.00e+30, in the weight of layer 0 (conv2d). ");
        Tensor broken = new Tensor("4", "linear", "weight", Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        assertThat(Divergence.where(new Inspection(activations, List.of(large, broken))))
                .contains("The weight of layer 4 (linear) is not finite any more");
    }

    @Test
    void steps_are_looked_into_often_at_first_and_seldom_later() {
        assertThat(java.util.stream.LongStream.rangeClosed(1, 1000)
                        .filter(Sampling::includes)
                        .boxed())
                .containsExactly(1L, 2L, 5L, 10L, 20L, 50L, 100L, 200L, 400L, 600L, 800L, 1000L);
    }

    private static List<RunWarning> of(Activation activation) {
        return Diagnosis.of(
                new StepFacts(1, 1, 0.1, 10, CHANCE, CHANCE, curve(), new Inspection(List.of(activation), List.of())));
    }

    private static Activation relu(int units, int dead) {
        return new Activation("2", "relu", units, dead, true);
    }

    private static List<String> codes(StepFacts facts) {
        return Diagnosis.of(facts).stream().map(RunWarning::code).toList();
    }

    private static StepFacts facts(long iteration, double loss, double meanLoss, Tensor... tensors) {
        return facts(iteration, loss, meanLoss, new LossCurve(CHANCE, List.of()), tensors);
    }

    private static StepFacts facts(long iteration, double loss, double meanLoss, LossCurve curve, Tensor... tensors) {
        return new StepFacts(
                1, iteration, 0.1, 10, loss, meanLoss, curve, new Inspection(List.of(relu(32, 3)), List.of(tensors)));
    }

    private static Tensor tensor(double weights, double gradients, double updates) {
        return new Tensor("0", "conv2d", "weight", weights, 2 * weights, gradients, updates);
    }

    /** @param train training losses by epoch, without validation */
    private static LossCurve curve(double... train) {
        LossCurve curve = LossCurve.empty();
        for (int i = 0; i < train.length; i++) {
            curve = curve.withEpoch(new LossCurve.Point(i + 1, train[i], null));
        }
        return curve;
    }
}
