package io.trainyard.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stored numbers: JSON under {@code src/test/resources/golden}. */
final class GoldenFiles {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private GoldenFiles() {}

    static JsonNode read(String name) {
        try (InputStream in = GoldenFiles.class.getResourceAsStream("/golden/" + name + ".json")) {
            if (in == null) {
                throw new IllegalStateException(
                        "There is no golden/%s.json; docs/parity.md says how to make it".formatted(name));
            }
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T read(String name, Class<T> type) {
        return JSON.treeToValue(read(name), type);
    }

    static void write(String name, Object value) throws IOException {
        Path file = FOLDER.resolve(name + ".json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, JSON.writeValueAsString(value) + "\n");
    }
}
