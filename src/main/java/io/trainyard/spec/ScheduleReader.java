package io.trainyard.spec;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads {@code lr_schedule}. */
final class ScheduleReader {

    private static final Map<String, Function<ObjectReader, LrSchedule>> TYPES = new TreeMap<>(Map.of(
            "constant", fields -> new LrSchedule.Constant(warmup(fields)),
            "step", ScheduleReader::step,
            "cosine", ScheduleReader::cosine));

    static final Kind<LrSchedule> SCHEDULE = Kind.object(fields -> fields.variant("learning-rate schedule", TYPES));

    private ScheduleReader() {}

    private static LrSchedule step(ObjectReader fields) {
        return new LrSchedule.Step(
                fields.required("step_size", Numbers.integer(1, TrainingReader.MAX_EPOCHS)),
                fields.optional("gamma", Numbers.above(0, 10), 0.1),
                warmup(fields));
    }

    private static LrSchedule cosine(ObjectReader fields) {
        return new LrSchedule.Cosine(fields.optional("min_learning_rate", Numbers.from(0, 1000), 0.0), warmup(fields));
    }

    private static int warmup(ObjectReader fields) {
        return fields.optional("warmup_epochs", Numbers.integer(0, TrainingReader.MAX_EPOCHS), 0);
    }
}
