package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.dataset.Batch;
import io.trainyard.engine.network.Parameter;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.SpecReader;
import io.trainyard.training.TrainingState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** torch.optim.swa_utils.AveragedModel with get_ema_multi_avg_fn. */
class WeightAverageTest {

    private static final double DECAY = 0.75;
    private static final String AVERAGED = "{\"decay\": 0.75}";

    @TempDir
    Path folder;

    private static ExperimentSpec spec(String ema) {
        return SpecReader.read(JsonMapper.shared().readTree("""
                        {"dataset": {"name": "cifar10"}, "ema": %s,
                         "model": {"layers": [
                           {"type": "conv2d", "out_channels": 4, "kernel_size": 3, "stride": 2}, {"type": "batch_norm2d"},
                           {"type": "relu"}, {"type": "flatten"}, {"type": "linear", "out_features": 10}]}}
                        """.formatted(ema)));
    }

    @Test
    void the_average_starts_as_the_first_steps_parameters_and_follows_by_the_decay() {
        try (Dl4jEngine plain = new Dl4jEngine(spec("null"));
                Dl4jEngine averaging = new Dl4jEngine(spec(AVERAGED))) {
            double[] expected = new double[0];
            for (int i = 1; i <= 4; i++) {
                plain.step(batch(i), 0.1, i);
                averaging.step(batch(i), 0.1, i);
                float[] parameters = plain.flat().toFloatVector();
                assertThat(averaging.flat().toFloatVector())
                        .as("training goes on with them")
                        .isEqualTo(parameters);
                double[] next = new double[parameters.length];
                for (int j = 0; j < next.length; j++) {
                    next[j] = i == 1 ? parameters[j] : DECAY * expected[j] + (1 - DECAY) * parameters[j];
                }
                expected = next;
            }
            averaging.logits(batch(9));
            float[] evaluated = averaging.flat().toFloatVector();
            float[] trained = plain.flat().toFloatVector();
            for (Parameter parameter : plain.layout()) {
                for (int j = (int) parameter.offset(); j < parameter.end(); j++) {
                    if (parameter.kind().trainable()) {
                        assertThat(evaluated[j]).isCloseTo((float) expected[j], within(1e-6f));
                    } else {
                        assertThat(evaluated[j]).as("running statistics").isEqualTo(trained[j]);
                    }
                }
            }
        }
    }

    @Test
    void a_resumed_run_has_the_same_parameters_and_the_same_average() throws Exception {
        ExperimentSpec spec = spec(AVERAGED);
        Path file = folder.resolve("checkpoint.zip");
        try (Dl4jEngine whole = new Dl4jEngine(spec);
                Dl4jEngine first = new Dl4jEngine(spec);
                Dl4jEngine second = new Dl4jEngine(spec)) {
            for (int i = 1; i <= 6; i++) {
                whole.step(batch(i), 0.1, i);
            }
            for (int i = 1; i <= 3; i++) {
                first.step(batch(i), 0.1, i);
            }
            first.save(file, TrainingState.initial());
            second.restore(file);
            for (int i = 4; i <= 6; i++) {
                second.step(batch(i), 0.1, i);
            }
            assertThat(states(second)).isEqualTo(states(whole));
        }
    }

    @Test
    void the_saved_model_is_the_one_that_is_evaluated() throws Exception {
        ExperimentSpec spec = spec(AVERAGED);
        Path file = folder.resolve("checkpoint.zip");
        try (Dl4jEngine engine = new Dl4jEngine(spec);
                Dl4jEngine other = new Dl4jEngine(spec)) {
            for (int i = 1; i <= 3; i++) {
                engine.step(batch(i), 0.1, i);
            }
            engine.save(file, TrainingState.initial());
            other.restore(file);
            assertThat(other.logits(batch(9))).isEqualTo(engine.logits(batch(9)));
            assertThat(states(other).get(0)).isNotEqualTo(states(other).get(1));
        }
    }

    /** What is evaluated, and what is trained. */
    private static List<List<Float>> states(Dl4jEngine engine) {
        engine.logits(batch(9));
        List<Float> evaluated = floats(engine);
        engine.step(List.of(batch(9)), 0, 1_000, false);
        return List.of(evaluated, floats(engine));
    }

    private static List<Float> floats(Dl4jEngine engine) {
        List<Float> values = new ArrayList<>();
        for (float value : engine.flat().toFloatVector()) {
            values.add(value);
        }
        return values;
    }

    private static Batch batch(int seed) {
        return Specs.batch(DatasetName.CIFAR10, 6, seed);
    }
}
