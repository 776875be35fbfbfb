package io.trainyard.spec;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads {@code training}, {@code early_stopping}, {@code checkpoints} and {@code retry}. */
final class TrainingReader {

    static final int MAX_EPOCHS = 100_000;

    private static final int ONE_YEAR = 366 * 24 * 3600;

    private static final Kind<Metric> METRIC = Kind.choice(
            "validation metric",
            Arrays.stream(Metric.values())
                    .collect(Collectors.toMap(Metric::id, metric -> metric, (a, b) -> a, LinkedHashMap::new)),
            Map.of(
                    "test_accuracy",
                    "Test data is for the final evaluation only.",
                    "test_loss",
                    "Test data is for the final evaluation only."));

    private TrainingReader() {}

    static Training training(ObjectReader fields) {
        return new Training(
                fields.optional("epochs", Numbers.integer(1, MAX_EPOCHS), 10),
                fields.optional("batch_size", Numbers.integer(1, 65_536), 128),
                fields.nullable("max_runtime_seconds", Numbers.integer(1, ONE_YEAR)),
                fields.nullable("target_accuracy", Numbers.above(0, 1)));
    }

    static EarlyStopping earlyStopping(ObjectReader fields) {
        return new EarlyStopping(
                fields.optional("metric", METRIC, Metric.VALIDATION_LOSS),
                fields.optional("patience", Numbers.integer(1, MAX_EPOCHS), 5),
                fields.optional("min_delta", Numbers.from(0, 1e6), 0.0));
    }

    /** Without validation data there is no best one to keep. */
    static CheckpointPolicy checkpoints(ObjectReader fields, DatasetSpec dataset) {
        return new CheckpointPolicy(
                fields.optional("every_epochs", Numbers.integer(1, MAX_EPOCHS), 1),
                fields.optional("keep_last", Numbers.integer(1, 1000), 2),
                fields.optional("keep_best", Numbers.integer(0, 1000), dataset.validationFraction() > 0 ? 1 : 0),
                fields.optional("metric", METRIC, Metric.VALIDATION_ACCURACY));
    }

    static Retry retry(ObjectReader fields) {
        return new Retry(fields.optional("max_attempts", Numbers.integer(1, 100), 3));
    }
}
