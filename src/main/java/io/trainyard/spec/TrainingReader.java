package io.trainyard.spec;

import java.util.Map;

/**
 * Reads {@code training}, {@code ema}, {@code early_stopping}, {@code checkpoints}, {@code evaluation} and {@code retry}.
 */
final class TrainingReader {

    static final int MAX_EPOCHS = 100_000;

    private static final int ONE_YEAR = 366 * 24 * 3600;

    private static final String TEST_DATA = "Test data is for the final evaluation only.";
    static final Map<String, String> NOT_TEST_DATA = Map.of("test_accuracy", TEST_DATA, "test_loss", TEST_DATA);

    private static final Kind<Metric> METRIC =
            Kind.choice("validation metric", Metric.byId(Metric::needsValidation), NOT_TEST_DATA);

    private TrainingReader() {}

    static Training training(ObjectReader fields, LrSchedule schedule) {
        if (schedule instanceof LrSchedule.OneCycle && !fields.has("epochs")) {
            String message = "\"epochs\" is required with the schedule one_cycle, which spans the whole run (PyTorch's"
                    + " OneCycleLR refuses to start without it, too).";
            fields.reject("epochs", ViolationCode.MISSING_FIELD, message);
        }
        return new Training(
                fields.optional("epochs", Numbers.integer(1, MAX_EPOCHS), 10),
                fields.optional("batch_size", Numbers.integer(1, 65_536), 128),
                fields.optional("accumulate_batches", Numbers.integer(1, 1024), 1),
                fields.nullable("max_runtime_seconds", Numbers.integer(1, ONE_YEAR)),
                fields.nullable("target_accuracy", Numbers.above(0, 1)));
    }

    /** The best checkpoint is restored wherever one is kept. */
    static EarlyStopping earlyStopping(ObjectReader fields, CheckpointPolicy checkpoints) {
        return new EarlyStopping(
                fields.optional("metric", METRIC, Metric.VALIDATION_LOSS),
                fields.optional("patience", Numbers.integer(1, MAX_EPOCHS), 5),
                fields.optional("min_delta", Numbers.from(0, 1e6), 0.0),
                fields.optional("restore_best", Kind.bool(), checkpoints.keepBest() > 0));
    }

    /** Without validation data there is no best one to keep. */
    static CheckpointPolicy checkpoints(ObjectReader fields, DatasetSpec dataset) {
        return new CheckpointPolicy(
                fields.optional("every_epochs", Numbers.integer(1, MAX_EPOCHS), 1),
                fields.optional("keep_last", Numbers.integer(1, 1000), 2),
                fields.optional("keep_best", Numbers.integer(0, 1000), dataset.validationFraction() > 0 ? 1 : 0),
                fields.optional("metric", METRIC, Metric.VALIDATION_ACCURACY));
    }

    static Ema ema(ObjectReader fields) {
        return new Ema(fields.optional("decay", Numbers.below(0, 1), 0.999));
    }

    static Evaluation evaluation(ObjectReader fields, DatasetSpec dataset) {
        Integer topK = fields.nullable("top_k", Numbers.integer(1, 1000));
        return fields.has("top_k")
                ? new Evaluation(topK)
                : Evaluation.usual(dataset.name().classes());
    }

    static Retry retry(ObjectReader fields) {
        return new Retry(fields.optional("max_attempts", Numbers.integer(1, 100), 3));
    }
}
