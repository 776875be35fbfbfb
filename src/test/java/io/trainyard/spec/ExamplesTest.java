package io.trainyard.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of the documentation is a valid spec. */
class ExamplesTest {

    static List<Path> examples() throws IOException {
        try (var files = Files.list(Path.of("docs/examples"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void is_accepted_and_can_be_posted_again_as_resolved(Path example) throws IOException {
        ExperimentSpec spec = SpecReader.read(Json.file(example));

        assertThat(SpecReader.read(SpecWriter.write(spec))).isEqualTo(spec);
    }
}
