package io.trainyard.engine;

import io.trainyard.spec.ExperimentSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws small experiments that touch all that a run must remember. */
final class RandomSpecs {

    private final Random random;

    RandomSpecs(long seed) {
        this.random = new Random(seed);
    }

    ExperimentSpec next() {
        int epochs = 2 + random.nextInt(3);
        return TinyRuns.spec("""
                {"seed": %d, "dataset": {"name": "mnist", "validation_fraction": 0.25, "train_limit": 40, "test_limit": 10},
                 "model": {"layers": [%s]}, "optimizer": %s, "lr_schedule": %s, "augmentation": [%s],
                 "loss": {"type": "cross_entropy", "label_smoothing": %s}, "gradient_clipping": %s, "ema": %s, "early_stopping": %s,
                 "checkpoints": {"every_epochs": %d, "keep_best": %s},
                 "training": {"epochs": %d, "batch_size": %s, "accumulate_batches": %d}}
                """.formatted(
                        random.nextInt(1000),
                        layers(),
                        optimizer(),
                        schedule(epochs),
                        augmentation(),
                        pick("0", "0.1"),
                        pick("null", "{\"max_norm\": 0.5}", "{\"max_value\": 0.01}"),
                        pick("null", "{\"decay\": 0.9}"),
                        pick("null", "{\"patience\": 1}"),
                        1 + random.nextInt(2),
                        pick("1", "1", "2"),
                        epochs,
                        pick("7", "10"),
                        1 + random.nextInt(3)));
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String layers() {
        List<String> layers = new ArrayList<>();
        layers.add("{\"type\": \"conv2d\", \"out_channels\": 4, \"kernel_size\": 5, \"stride\": 3}");
        maybe(layers, "{\"type\": \"batch_norm2d\"}");
        layers.add(pick("{\"type\": \"relu\"}", "{\"type\": \"silu\"}", "{\"type\": \"leaky_relu\"}"));
        maybe(layers, """
                {"type": "residual", "layers": [
                  {"type": "conv2d", "out_channels": 4, "kernel_size": 3, "padding": 1}, {"type": "batch_norm2d"}]}""");
        maybe(layers, "{\"type\": \"dropout2d\", \"p\": 0.25}");
        layers.add("{\"type\": \"max_pool2d\", \"kernel_size\": 2}");
        layers.add("{\"type\": \"flatten\"}");
        maybe(layers, "{\"type\": \"batch_norm1d\"}");
        maybe(layers, "{\"type\": \"dropout\", \"p\": 0.5}");
        layers.add("{\"type\": \"linear\", \"out_features\": 10}");
        return String.join(", ", layers);
    }

    private void maybe(List<String> layers, String layer) {
        if (random.nextBoolean()) {
            layers.add(layer);
        }
    }

    private String optimizer() {
        return pick(
                "{\"type\": \"sgd\", \"learning_rate\": 0.05, \"momentum\": 0.9, \"weight_decay\": 5e-4}",
                "{\"type\": \"sgd\", \"learning_rate\": 0.05, \"momentum\": 0.9, \"nesterov\": true}",
                "{\"type\": \"sgd\", \"learning_rate\": 0.1}",
                "{\"type\": \"adam\", \"learning_rate\": 0.003}",
                "{\"type\": \"adamw\", \"learning_rate\": 0.003}",
                "{\"type\": \"rmsprop\", \"learning_rate\": 0.001, \"momentum\": 0.5, \"centered\": true}",
                "{\"type\": \"adagrad\", \"learning_rate\": 0.02}");
    }

    private String schedule(int epochs) {
        return pick(
                "{\"type\": \"constant\", \"warmup_epochs\": 1}",
                "{\"type\": \"cosine\"}",
                "{\"type\": \"one_cycle\"}",
                "{\"type\": \"step\", \"step_size\": 1, \"gamma\": 0.5}",
                "{\"type\": \"reduce_on_plateau\", \"patience\": 0, \"factor\": 0.5}",
                "{\"type\": \"reduce_on_plateau\", \"metric\": \"train_loss\", \"patience\": 0, \"threshold\": 0.2,"
                        + " \"cooldown\": %d}".formatted(epochs % 2));
    }

    private String augmentation() {
        return pick(
                "",
                "{\"type\": \"random_crop\", \"padding\": 2}",
                "{\"type\": \"random_horizontal_flip\"}, {\"type\": \"mixup\"}",
                "{\"type\": \"cutmix\"}");
    }
}
