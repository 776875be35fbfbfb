package io.trainyard.spec;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON merge patches, RFC 7396: an object changes the fields that it names, null removes, all else replaces. */
public final class MergePatch {

    private MergePatch() {}

    /** Leaves both as they are. */
    public static JsonNode apply(JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch;
        }
        ObjectNode merged =
                target instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        changes.forEachEntry((name, change) -> {
            if (change.isNull()) {
                merged.remove(name);
            } else {
                merged.set(name, apply(merged.path(name), change));
            }
        });
        return merged;
    }
}
