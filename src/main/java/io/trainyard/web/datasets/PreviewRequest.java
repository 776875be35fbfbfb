package io.trainyard.web.datasets;

import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.InvalidSpecException;
import io.trainyard.spec.SpecReader;
import io.trainyard.spec.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client wants to see of a training batch.
 *
 * @param epoch 1-based
 * @param limit at most so many images
 */
record PreviewRequest(ExperimentSpec spec, int epoch, int limit) {

    private static final int MAX_LIMIT = 64;
    private static final int MAX_EPOCH = 1_000_000;

    /** A batch is made whole, so that mixed images have the partners that they have in training. */
    private static final int MAX_BATCH = 1_024;

    /**
     * @param body any part of a spec, with {@code epoch} and {@code limit} beside it
     * @throws InvalidSpecException with pointers into the body
     */
    static PreviewRequest read(DatasetName dataset, JsonNode body) {
        if (!(body instanceof ObjectNode object)) {
            throw new InvalidSpecException(
                    List.of(new Violation("", "wrong_type", "Expected an object with augmentation, seed, epoch, ...")));
        }
        List<Violation> violations = new ArrayList<>();
        ObjectNode json = object.deepCopy();
        int epoch = number("epoch", json.remove("epoch"), 1, MAX_EPOCH, violations);
        int limit = number("limit", json.remove("limit"), 16, MAX_LIMIT, violations);
        complete(json, dataset, violations);
        ExperimentSpec spec = spec(json, violations);
        if (spec == null || !violations.isEmpty()) {
            throw new InvalidSpecException(violations);
        }
        return new PreviewRequest(spec, epoch, limit);
    }

    private static int number(
            String field, @Nullable JsonNode value, int otherwise, int max, List<Violation> violations) {
        if (value == null) {
            return otherwise;
        }
        if (value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= 1 && value.intValue() <= max) {
            return value.intValue();
        }
        violations.add(new Violation(
                "/" + field, "out_of_range", "%s must be a whole number from 1 to %d.".formatted(field, max)));
        return otherwise;
    }

    /** The path names the data set, and any network will do. */
    private static void complete(ObjectNode json, DatasetName dataset, List<Violation> violations) {
        JsonNode section = json.has("dataset") ? json.get("dataset") : json.putObject("dataset");
        if (section instanceof ObjectNode fields) {
            JsonNode name = fields.has("name")
                    ? fields.get("name")
                    : fields.put("name", dataset.id()).get("name");
            if (!name.isString() || !name.stringValue().equals(dataset.id())) {
                violations.add(new Violation(
                        "/dataset/name",
                        "conflict",
                        "The path asks for %s; give the same name here, or leave it out.".formatted(dataset.id())));
            }
        }
        if (!json.has("model")) {
            var layers = json.putObject("model").putArray("layers");
            layers.addObject().put("type", "flatten");
            layers.addObject().put("type", "linear").put("out_features", dataset.classes());
        }
    }

    private static @Nullable ExperimentSpec spec(ObjectNode json, List<Violation> violations) {
        try {
            ExperimentSpec spec = SpecReader.read(json);
            if (spec.training().batchSize() > MAX_BATCH) {
                String message = "A preview takes batches of at most %d.".formatted(MAX_BATCH);
                violations.add(new Violation("/training/batch_size", "out_of_range", message));
            }
            return spec;
        } catch (InvalidSpecException e) {
            violations.addAll(e.violations());
            return null;
        }
    }
}
