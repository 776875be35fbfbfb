package io.trainyard.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client may change of a job as long as it exists.
 *
 * @param priority a higher one runs sooner
 */
public record Heading(Description description, int priority) {

    static Heading read(ObjectReader fields) {
        return new Heading(
                new Description(
                        fields.nullable("name", Texts.line(1, 200)),
                        fields.optional("labels", Texts.labels(), Map.of()),
                        fields.optional("notes", Texts.lines(10_000), "")),
                fields.optional("priority", Numbers.integer(-1000, 1000), 0));
    }

    public static Heading of(ExperimentSpec spec) {
        return new Heading(spec.description(), spec.priority());
    }

    /**
     * This one after a JSON merge patch: null brings a default back.
     *
     * @throws InvalidSpecException with pointers into the patch
     */
    public Heading patched(JsonNode patch) {
        Violations violations = new Violations();
        if (!patch.isObject()) {
            new Value(patch, "", violations).wrongType("an object with name, labels, notes or priority");
            violations.throwIfAny();
        }
        ObjectReader fields = new ObjectReader(new Value(MergePatch.apply(written(), patch), "", violations));
        Heading heading = read(fields);
        fields.finish();
        violations.throwIfAny();
        return heading;
    }

    /** Names of the fields in which the other one differs. */
    public List<String> changes(Heading other) {
        List<String> names = new ArrayList<>();
        ObjectNode mine = written();
        other.written().forEachEntry((name, value) -> {
            if (!Objects.equals(mine.get(name), value)) {
                names.add(name);
            }
        });
        return names;
    }

    /** The spec that this one belongs to, with those fields changed in which the other one differs. */
    public JsonNode carriedOver(Heading other, JsonNode spec) {
        ObjectNode changed = (ObjectNode) spec.deepCopy();
        ObjectNode theirs = other.written();
        changes(other).forEach(name -> changed.set(name, theirs.get(name)));
        return changed;
    }

    /** As in a spec, every field written out. */
    ObjectNode written() {
        ObjectNode json = SpecWriter.object().put("name", description.name());
        ObjectNode labels = json.putObject("labels");
        description.labels().forEach(labels::put);
        return json.put("notes", description.notes()).put("priority", priority);
    }
}
