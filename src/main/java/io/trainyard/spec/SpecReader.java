package io.trainyard.spec;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads JSON into a spec: strict about names and types, complete in its complaints. The only home of defaults. */
public final class SpecReader {

    private static final Kind<Ema> EMA = Kind.object(TrainingReader::ema);

    private SpecReader() {}

    /**
     * @throws InvalidSpecException with every violation found, shape errors included
     */
    public static ExperimentSpec read(JsonNode json) {
        Violations violations = new Violations();
        Value document = new Value(json, "", violations);
        if (!json.isObject()) {
            document.wrongType("an experiment spec: a JSON object with at least \"dataset\" and \"model\"");
            violations.throwIfAny();
        }
        ObjectReader fields = new ObjectReader(document);
        ExperimentSpec spec = read(fields, violations);
        fields.finish();
        CrossChecks.run(spec, violations);
        violations.throwIfAny();
        return spec;
    }

    private static ExperimentSpec read(ObjectReader fields, Violations violations) {
        Heading heading = Heading.read(fields);
        long seed = fields.optional("seed", Numbers.longInteger(), 0L);
        DatasetSpec dataset = fields.required("dataset", Kind.object(DatasetReader::read));
        Preprocessing preprocessing = fields.section("preprocessing", PreprocessingReader::read);
        List<Augmentation> augmentation = fields.optional("augmentation", AugmentationReader.LIST, List.of());
        ModelSpec model = ModelReader.read(fields, dataset, violations);
        List<WeightInitRule> weightInit = fields.optional("weight_init", WeightInitReader.LIST, List.of());
        Loss loss = fields.optional("loss", OptimizerReader.LOSS, new Loss(0));
        Optimizer optimizer = fields.optional("optimizer", OptimizerReader.OPTIMIZER, OptimizerReader.DEFAULT);
        LrSchedule schedule = fields.optional("lr_schedule", ScheduleReader.SCHEDULE, new LrSchedule.Constant(0));
        GradientClipping clipping = fields.nullable("gradient_clipping", GradientClippingReader.CLIPPING);
        Ema ema = fields.nullable("ema", EMA);
        Training training = fields.section("training", section -> TrainingReader.training(section, schedule));
        CheckpointPolicy checkpoints =
                fields.section("checkpoints", section -> TrainingReader.checkpoints(section, dataset));
        EarlyStopping earlyStopping = fields.nullable(
                "early_stopping", Kind.object(section -> TrainingReader.earlyStopping(section, checkpoints)));
        Evaluation evaluation = fields.section("evaluation", section -> TrainingReader.evaluation(section, dataset));
        Retry retry = fields.section("retry", TrainingReader::retry);
        return new ExperimentSpec(
                heading.description(),
                seed,
                heading.priority(),
                dataset,
                preprocessing,
                augmentation,
                model,
                weightInit,
                loss,
                optimizer,
                schedule,
                clipping,
                ema,
                training,
                earlyStopping,
                checkpoints,
                evaluation,
                retry);
    }
}
