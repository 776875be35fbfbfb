package io.trainyard.spec;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client asks for when it forks a job.
 *
 * @param checkpoint {@code best}, {@code last} or an id; null for the best, or the last where none is best
 * @param resetOptimizer whether only the model is taken over, and the optimizer starts anew
 * @param overrides JSON merge patch onto the parent's spec
 */
public record ForkSpec(@Nullable String checkpoint, boolean resetOptimizer, ObjectNode overrides) {

    private static final Set<String> NAMED = Set.of("best", "last");

    private static final Kind<String> CHECKPOINT = new Kind<>("", value -> {
        String text = value.node().isString() ? value.node().stringValue() : "";
        return NAMED.contains(text) || text.matches("ckpt_[0-9a-z]{1,40}")
                ? text
                : value.wrongType("best, last or a checkpoint's id (ckpt_...)");
    });

    private static final Kind<ObjectNode> PATCH = new Kind<>(
            SpecWriter.object(),
            value -> value.node() instanceof ObjectNode patch ? patch : value.wrongType("an object"));

    private static final Kind<ForkSpec> FORK = Kind.object(ForkSpec::read);

    /** @throws InvalidSpecException with every violation found */
    public static ForkSpec read(JsonNode json) {
        Violations violations = new Violations();
        ForkSpec read = FORK.parse().apply(new Value(json, "", violations));
        violations.throwIfAny();
        return Objects.requireNonNull(read, "what is wrong has been complained about");
    }

    private static ForkSpec read(ObjectReader fields) {
        return new ForkSpec(
                fields.nullable("checkpoint", CHECKPOINT),
                fields.optional("reset_optimizer", Kind.bool(), false),
                fields.optional("overrides", PATCH, SpecWriter.object()));
    }
}
