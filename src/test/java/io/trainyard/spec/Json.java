package io.trainyard.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON for tests. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private Json() {}

    /** Single quotes stand for double ones. */
    static JsonNode parse(String text) {
        return MAPPER.readTree(text.replace('\'', '"'));
    }

    static JsonNode file(Path file) throws IOException {
        return MAPPER.readTree(Files.readString(file));
    }

    /** A small valid spec in which the given fields, written without the outer braces, take the place of its own. */
    static ObjectNode specWith(String fields) {
        ObjectNode spec = (ObjectNode) parse("{'dataset': {'name': 'cifar10'}, 'model': {'preset': 'linear'}}");
        for (Map.Entry<String, JsonNode> field : parse("{" + fields + "}").properties()) {
            spec.set(field.getKey(), field.getValue());
        }
        return spec;
    }

    static ObjectNode specWithLayers(String layers) {
        return specWith("'model': {'layers': [" + layers + "]}");
    }
}
