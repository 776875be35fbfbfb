package io.trainyard.spec;

import static io.trainyard.spec.ViolationCode.CONFLICT;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads {@code lr_schedule}. Defaults are those of torch.optim.lr_scheduler. */
final class ScheduleReader {

    private static final int MAX_MILESTONES = 1000;

    private static final Kind<Integer> EPOCHS = Numbers.integer(1, TrainingReader.MAX_EPOCHS);
    private static final Kind<List<Integer>> MILESTONES = Kind.list(EPOCHS, 1, MAX_MILESTONES);
    private static final Kind<Double> GAMMA = Numbers.above(0, 10);
    private static final Kind<Double> DIVISOR = Numbers.above(0, 1e20);

    private static final Kind<Integer> COUNT = Numbers.integer(0, TrainingReader.MAX_EPOCHS);
    private static final Kind<Metric> METRIC =
            Kind.choice("metric", Metric.byId(metric -> true), TrainingReader.NOT_TEST_DATA);
    private static final Kind<Boolean> RELATIVE =
            Kind.choice("threshold mode", new TreeMap<>(Map.of("rel", true, "abs", false)));

    private static final Map<String, Function<ObjectReader, LrSchedule>> TYPES = new TreeMap<>(Map.of(
            "constant", fields -> new LrSchedule.Constant(warmup(fields)),
            "step", ScheduleReader::step,
            "multistep", ScheduleReader::multiStep,
            "exponential", fields -> new LrSchedule.Exponential(fields.required("gamma", GAMMA), warmup(fields)),
            "polynomial", ScheduleReader::polynomial,
            "cosine", ScheduleReader::cosine,
            "cosine_restarts", ScheduleReader::cosineRestarts,
            "one_cycle", ScheduleReader::oneCycle,
            "reduce_on_plateau", ScheduleReader::reduceOnPlateau));

    static final Kind<LrSchedule> SCHEDULE = Kind.object(fields -> fields.variant("learning-rate schedule", TYPES));

    private ScheduleReader() {}

    private static LrSchedule step(ObjectReader fields) {
        return new LrSchedule.Step(
                fields.required("step_size", EPOCHS), fields.optional("gamma", GAMMA, 0.1), warmup(fields));
    }

    private static LrSchedule multiStep(ObjectReader fields) {
        List<Integer> milestones = fields.required("milestones", MILESTONES);
        for (int i = 1; i < milestones.size(); i++) {
            if (milestones.get(i) <= milestones.get(i - 1)) {
                String message = "Milestones must ascend, but %d comes after %d."
                        .formatted(milestones.get(i), milestones.get(i - 1));
                fields.reject("milestones", CONFLICT, message);
                break;
            }
        }
        return new LrSchedule.MultiStep(milestones, fields.optional("gamma", GAMMA, 0.1), warmup(fields));
    }

    private static LrSchedule polynomial(ObjectReader fields) {
        return new LrSchedule.Polynomial(fields.optional("power", Numbers.above(0, 100), 1.0), warmup(fields));
    }

    private static LrSchedule cosine(ObjectReader fields) {
        return new LrSchedule.Cosine(minLearningRate(fields), warmup(fields));
    }

    private static LrSchedule cosineRestarts(ObjectReader fields) {
        return new LrSchedule.CosineRestarts(
                fields.required("t_0", EPOCHS),
                fields.optional("t_mult", Numbers.integer(1, 1000), 1),
                minLearningRate(fields),
                warmup(fields));
    }

    private static LrSchedule oneCycle(ObjectReader fields) {
        return new LrSchedule.OneCycle(
                fields.optional("pct_start", Numbers.from(0, 1), 0.3),
                fields.optional("div_factor", DIVISOR, 25.0),
                fields.optional("final_div_factor", DIVISOR, 1e4),
                warmup(fields));
    }

    private static LrSchedule reduceOnPlateau(ObjectReader fields) {
        return new ReduceOnPlateau(
                fields.optional("metric", METRIC, Metric.VALIDATION_LOSS),
                fields.optional("factor", Numbers.below(0, 1), 0.1),
                fields.optional("patience", COUNT, 10),
                fields.optional("threshold", Numbers.from(0, 1e6), 1e-4),
                fields.optional("threshold_mode", RELATIVE, true),
                fields.optional("cooldown", COUNT, 0),
                fields.optional("min_lr", Numbers.from(0, 1000), 0.0),
                fields.optional("eps", Numbers.from(0, 1), 1e-8),
                warmup(fields));
    }

    private static double minLearningRate(ObjectReader fields) {
        return fields.optional("min_learning_rate", Numbers.from(0, 1000), 0.0);
    }

    private static int warmup(ObjectReader fields) {
        return fields.optional("warmup_epochs", COUNT, 0);
    }
}
