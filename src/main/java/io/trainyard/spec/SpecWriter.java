package io.trainyard.spec;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a spec with every default; {@link SpecReader} reads the result back to an equal spec. */
public final class SpecWriter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private SpecWriter() {}

    public static ObjectNode write(ExperimentSpec spec) {
        ObjectNode json = object();
        json.put("name", spec.description().name());
        ObjectNode labels = json.putObject("labels");
        spec.description().labels().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(label -> labels.put(label.getKey(), label.getValue()));
        json.put("notes", spec.description().notes());
        json.put("seed", spec.seed());
        json.put("priority", spec.priority());
        json.set("dataset", dataset(spec.dataset()));
        json.putObject("preprocessing")
                .set("standardize", standardize(spec.preprocessing().standardize()));
        ArrayNode augmentation = json.putArray("augmentation");
        spec.augmentation().forEach(change -> augmentation.add(AugmentationWriter.write(change)));
        json.set("model", write(spec.model()));
        ArrayNode weightInit = json.putArray("weight_init");
        spec.weightInit().forEach(rule -> weightInit.add(WeightInitWriter.write(rule)));
        json.set("loss", loss(spec.loss()));
        json.set("optimizer", OptimizerWriter.write(spec.optimizer()));
        json.set("lr_schedule", ScheduleWriter.write(spec.lrSchedule()));
        json.set("gradient_clipping", OptimizerWriter.write(spec.gradientClipping()));
        json.set(
                "ema",
                spec.ema() == null ? null : object().put("decay", spec.ema().decay()));
        json.set("training", training(spec.training()));
        json.set("early_stopping", earlyStopping(spec.earlyStopping()));
        json.set("checkpoints", checkpoints(spec.checkpoints()));
        json.putObject("evaluation").put("top_k", spec.evaluation().topK());
        json.putObject("retry").put("max_attempts", spec.retry().maxAttempts());
        return json;
    }

    /** The {@code model} of a spec. */
    public static ObjectNode write(ModelSpec model) {
        ObjectNode json = object();
        json.set("layers", LayerWriter.write(model.layers()));
        return json;
    }

    static ObjectNode object() {
        return JSON.objectNode();
    }

    static ArrayNode array() {
        return JSON.arrayNode();
    }

    static ObjectNode typed(String type) {
        return object().put("type", type);
    }

    private static ObjectNode dataset(DatasetSpec dataset) {
        return object().put("name", dataset.name().id())
                .put("validation_fraction", dataset.validationFraction())
                .put("train_limit", dataset.trainLimit())
                .put("test_limit", dataset.testLimit());
    }

    private static ObjectNode standardize(Preprocessing.Standardize standardize) {
        if (standardize instanceof Preprocessing.Explicit explicit) {
            ObjectNode json = object();
            explicit.mean().forEach(json.putArray("mean")::add);
            explicit.std().forEach(json.putArray("std")::add);
            return json;
        }
        return object().put("from", source(standardize));
    }

    private static String source(Preprocessing.Standardize standardize) {
        if (standardize instanceof Preprocessing.FromTrain) {
            return "train";
        }
        return standardize instanceof Preprocessing.PerImage ? "per_image" : "none";
    }

    private static ObjectNode loss(Loss loss) {
        ObjectNode json = typed("cross_entropy").put("label_smoothing", loss.labelSmoothing());
        if (loss.classWeights() == null) {
            return json.putNull("class_weights");
        }
        loss.classWeights().forEach(json.putArray("class_weights")::add);
        return json;
    }

    private static ObjectNode training(Training training) {
        return object().put("epochs", training.epochs())
                .put("batch_size", training.batchSize())
                .put("accumulate_batches", training.accumulateBatches())
                .put("max_runtime_seconds", training.maxRuntimeSeconds())
                .put("target_accuracy", training.targetAccuracy());
    }

    private static @Nullable ObjectNode earlyStopping(@Nullable EarlyStopping earlyStopping) {
        return earlyStopping == null
                ? null
                : object().put("metric", earlyStopping.metric().id())
                        .put("patience", earlyStopping.patience())
                        .put("min_delta", earlyStopping.minDelta())
                        .put("restore_best", earlyStopping.restoreBest());
    }

    private static ObjectNode checkpoints(CheckpointPolicy checkpoints) {
        return object().put("every_epochs", checkpoints.everyEpochs())
                .put("keep_last", checkpoints.keepLast())
                .put("keep_best", checkpoints.keepBest())
                .put("metric", checkpoints.metric().id());
    }
}
