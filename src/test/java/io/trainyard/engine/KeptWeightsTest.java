package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.dataset.Batch;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.SpecReader;
import io.trainyard.training.TrainingState;
import io.trainyard.training.diagnosis.LossCurve;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** An evaluation goes on with what the one before has made of the parameters, as long as these are the same. */
class KeptWeightsTest {

    private static final TrainingState AFTER_TWO =
            new TrainingState(1, 0, 2, 0, 0, 0, null, null, null, null, LossCurve.empty());

    @TempDir
    Path folder;

    /** Convolutions of few channels, by Winograd's algorithm, with a stride, and of 2x2 pixels, with and without batch norm; a linear layer that threads share. */
    private static ExperimentSpec spec() {
        return SpecReader.read(JsonMapper.shared().readTree("""
                {"dataset": {"name": "cifar10"}, "ema": {"decay": 0.5},
                 "model": {"layers": [
                   {"type": "conv2d", "out_channels": 6, "kernel_size": 3, "padding": 1}, {"type": "batch_norm2d"},
                   {"type": "relu"}, {"type": "max_pool2d", "kernel_size": 2},
                   {"type": "conv2d", "out_channels": 32, "kernel_size": 3, "stride": 2, "padding": 1},
                   {"type": "batch_norm2d"}, {"type": "relu"},
                   {"type": "conv2d", "out_channels": 32, "kernel_size": 3, "padding": 1},
                   {"type": "batch_norm2d"}, {"type": "relu"}, {"type": "max_pool2d", "kernel_size": 4},
                   {"type": "conv2d", "out_channels": 96, "kernel_size": 3, "padding": 1}, {"type": "relu"},
                   {"type": "conv2d", "out_channels": 96, "kernel_size": 3, "padding": 1}, {"type": "relu"},
                   {"type": "flatten"}, {"type": "linear", "out_features": 64}, {"type": "relu"},
                   {"type": "linear", "out_features": 10}]}}
                """));
    }

    private static Batch batch(int size) {
        return Specs.batch(DatasetName.CIFAR10, size, size);
    }

    private static void step(Dl4jEngine engine, int iteration) {
        engine.step(Specs.batch(DatasetName.CIFAR10, 6, iteration), 0.1, iteration);
    }

    /** By one that has evaluated nothing before. */
    private static float[] afresh(Kernels kernels, int steps, Batch batch) {
        try (Dl4jEngine engine = new Dl4jEngine(spec(), kernels)) {
            for (int i = 1; i <= steps; i++) {
                step(engine, i);
            }
            return engine.logits(batch);
        }
    }

    @ParameterizedTest
    @EnumSource(Kernels.class)
    void steps_and_checkpoints_are_seen_by_the_next_evaluation(Kernels kernels) throws IOException {
        Path file = folder.resolve("checkpoint.zip");
        try (Dl4jEngine engine = new Dl4jEngine(spec(), kernels)) {
            for (int steps = 0; steps <= 3; steps++) {
                for (int size : List.of(4, 4, 3, 4)) {
                    assertThat(engine.logits(batch(size)))
                            .as("%d after %d steps", size, steps)
                            .isEqualTo(afresh(kernels, steps, batch(size)));
                }
                if (steps == 2) {
                    engine.save(file, AFTER_TWO);
                    assertThat(engine.logits(batch(4))).isEqualTo(afresh(kernels, 2, batch(4)));
                }
                step(engine, steps + 1);
            }
            engine.logits(batch(4));
            engine.restore(file);
            assertThat(engine.logits(batch(4))).as("restored").isEqualTo(afresh(kernels, 2, batch(4)));
        }
    }
}
