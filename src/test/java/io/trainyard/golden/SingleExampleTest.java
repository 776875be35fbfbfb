package io.trainyard.golden;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.dataset.Batch;
import io.trainyard.engine.Engines;
import io.trainyard.engine.StateDict;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.ImageShape;
import io.trainyard.spec.SpecReader;
import io.trainyard.training.Engine;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * A single image under batch_norm1d has no variance. PyTorch refuses it, "Expected more than 1 value per channel when
 * training"; here an epoch whose last batch is that small goes on.
 */
class SingleExampleTest {

    private static final ExperimentSpec SPEC =
            SpecReader.read(JsonMapper.shared().readTree("""
            {"dataset": {"name": "cifar10"}, "optimizer": {"type": "sgd", "learning_rate": 0.1},
             "training": {"epochs": 1, "batch_size": 2},
             "model": {"layers": [
                {"type": "avg_pool2d", "kernel_size": 8}, {"type": "flatten"},
                {"type": "linear", "out_features": 12}, {"type": "batch_norm1d"},
                {"type": "linear", "out_features": 10}]}}"""));

    @Test
    void batch_norm1d_gives_its_shift_for_a_single_image_and_takes_its_variance_for_zero() {
        try (Engine engine = Engines.create(SPEC)) {
            StateDict state = new StateDict(SPEC, engine);
            ImageShape shape = SPEC.dataset().name().shape();

            double loss = engine.step(new Batch(shape, Inputs.images(1, shape.size()), new int[] {3}), 0.1, 1)
                    .loss();

            assertThat(loss).isFinite();
            assertThat(state.get("3.weight"))
                    .as("no gradient reaches the scale")
                    .containsOnly(1);
            assertThat(state.get("3.bias")).as("the shift learns").doesNotContain(0);
            assertThat(state.get("3.running_var")).containsOnly(0.9f);
        }
    }
}
