package io.trainyard.web.openapi;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A server's OpenAPI document, to be walked and to validate with. */
public record ApiDocument(JsonNode root) {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    public static ApiDocument of(String json) {
        return new ApiDocument(JsonMapper.shared().readTree(json));
    }

    public List<Operation> operations() {
        return root.at("/paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .map(method -> new Operation(method.getKey(), path.getKey(), method.getValue())))
                .toList();
    }

    /** What is wrong with a value; empty if it fits. */
    public List<String> violations(JsonNode schema, JsonNode value) {
        ObjectNode whole = schema.asObject().deepCopy();
        whole.set("components", root.at("/components"));
        return SCHEMAS.getSchema(whole).validate(value).stream()
                .map(Error::toString)
                .toList();
    }

    /** Visits each schema below this one, references not followed, with its place. */
    static void walk(String place, JsonNode schema, BiConsumer<String, JsonNode> visitor) {
        visitor.accept(place, schema);
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            walk(place + "." + property.getKey(), property.getValue(), visitor);
        }
        for (String list : List.of("anyOf", "allOf", "oneOf")) {
            schema.path(list).forEach(part -> walk(place, part, visitor));
        }
        for (String nested : List.of("items", "additionalProperties")) {
            if (schema.path(nested).isObject()) {
                walk(place + "[]", schema.path(nested), visitor);
            }
        }
    }

    /** @param node the operation object */
    public record Operation(String method, String path, JsonNode node) {

        List<JsonNode> parameters() {
            return node.path("parameters").valueStream().toList();
        }

        @Override
        public String toString() {
            return method.toUpperCase() + " " + path;
        }
    }
}
