package io.trainyard.spec;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A fork that can be made.
 *
 * @param json the parent's spec with the overrides
 * @param spec the same, every default written out
 * @param continues whether it goes on just as its parent would have, only longer, shorter or under another name: then
 *     the best so far, early stopping's patience and a plateau's are carried on; otherwise they start anew
 * @param advice what is odd about it
 */
public record ForkPlan(JsonNode json, ExperimentSpec spec, boolean continues, List<Violation> advice) {

    private static final String OVERRIDES = "/overrides";

    public ForkPlan {
        advice = List.copyOf(advice);
    }

    /**
     * Where the checkpoint lies.
     *
     * @param epoch epochs completed
     * @param batch batches done of the next one; 0 at an epoch's end
     */
    public record Place(int epoch, int batch) {

        String words() {
            return batch == 0
                    ? "at the end of epoch " + epoch
                    : "in the middle of epoch %d, after batch %d".formatted(epoch + 1, batch);
        }
    }

    /**
     * @param json the parent's spec
     * @throws InvalidSpecException with pointers into the request, below {@code /overrides}
     */
    public static ForkPlan of(JsonNode json, ExperimentSpec parent, ForkSpec request, Place place) {
        JsonNode merged = MergePatch.apply(base(json, parent, request.overrides()), request.overrides());
        try {
            ExperimentSpec child = SpecReader.read(merged);
            ForkChecks.run(parent, child, place, request.resetOptimizer());
            boolean continues = !request.resetOptimizer() && essence(child).equals(essence(parent));
            return new ForkPlan(merged, child, continues, advice(parent, child, request, place));
        } catch (InvalidSpecException e) {
            throw new InvalidSpecException(e.violations().stream()
                    .map(violation -> inRequest(violation, request, merged))
                    .toList());
        }
    }

    /** What was left to the defaults is written out where the overrides change a part of it. */
    private static JsonNode base(JsonNode json, ExperimentSpec parent, JsonNode overrides) {
        ObjectNode resolved = SpecWriter.write(parent);
        ObjectNode base = (ObjectNode) json.deepCopy();
        overrides.forEachEntry((name, change) -> {
            if (change.isObject()
                    && !base.hasNonNull(name)
                    && resolved.path(name).isObject()) {
                base.set(name, resolved.get(name));
            }
        });
        return base;
    }

    private static Violation inRequest(Violation violation, ForkSpec request, JsonNode merged) {
        boolean inherited = request.overrides().at(violation.pointer()).isMissingNode()
                && violation.code().equals(ViolationCode.UNKNOWN_FIELD.id());
        String remedy = inherited ? " It comes from the parent's spec: null in overrides takes it out." : "";
        boolean preset =
                merged.at("/model").has("preset") && violation.pointer().startsWith("/model/layers/");
        String pointer = preset ? "/model/preset" : violation.pointer();
        return new Violation(OVERRIDES + pointer, violation.code(), violation.message() + remedy);
    }

    /** What the course of the training follows from, apart from its length. */
    private static ObjectNode essence(ExperimentSpec spec) {
        ObjectNode json = SpecWriter.write(spec);
        json.remove(List.of("name", "labels", "notes", "priority", "weight_init", "retry", "evaluation"));
        ((ObjectNode) json.get("training")).remove(List.of("epochs", "max_runtime_seconds", "target_accuracy"));
        ((ObjectNode) json.get("checkpoints")).remove(List.of("every_epochs", "keep_last", "keep_best"));
        return json;
    }

    private static List<Violation> advice(ExperimentSpec parent, ExperimentSpec child, ForkSpec request, Place place) {
        List<Violation> advice = new ArrayList<>();
        if (child.training().epochs() == place.epoch()) {
            advice.add(new Violation(
                    "/training/epochs",
                    "nothing_to_train",
                    "The checkpoint is %s, and that is the last one: the fork only evaluates it. More epochs in all train further."
                            .formatted(place.words())));
        }
        if (child.dataset().validationImages() > 0 && splitsAnew(parent, child)) {
            advice.add(new Violation(
                    child.seed() == parent.seed() ? "/dataset" : "/seed",
                    "validation_seen",
                    "This splits the images otherwise than the parent did: it has trained on some that validate here, so"
                            + " validation looks better than it is. The test set is not concerned."));
        }
        if (request.overrides().has("weight_init")) {
            advice.add(new Violation(
                    "/weight_init", "no_effect", "The weights come from the checkpoint; nothing is drawn."));
        }
        return advice;
    }

    private static boolean splitsAnew(ExperimentSpec parent, ExperimentSpec child) {
        return child.dataset().name() == parent.dataset().name()
                && (child.seed() != parent.seed()
                        || child.dataset().validationFraction()
                                != parent.dataset().validationFraction()
                        || child.dataset().trainImages() != parent.dataset().trainImages());
    }
}
