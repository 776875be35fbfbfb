package io.trainyard.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
}
