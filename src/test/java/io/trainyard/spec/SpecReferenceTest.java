package io.trainyard.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The reference says what the code does. */
class SpecReferenceTest {

    private static String reference = "";

    @BeforeAll
    static void load() throws IOException {
        reference = Files.readString(Path.of("docs/spec.md"));
    }

    @Test
    void every_example_is_accepted() {
        List<String> examples = blocks("json");

        assertThat(examples).hasSizeGreaterThan(3);
        for (String example : examples) {
            assertThatCode(() -> SpecReader.read(Json.parse(example)))
                    .as(example)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void the_wrong_example_has_the_violations_that_are_listed() {
        String wrong = blocks("").stream()
                .filter(block -> block.startsWith("{"))
                .findFirst()
                .orElseThrow();

        InvalidSpecException refusal =
                catchThrowableOfType(InvalidSpecException.class, () -> SpecReader.read(Json.parse(wrong)));

        assertThat(refusal.violations())
                .hasSize(6)
                .allSatisfy(violation -> assertThat(reference)
                        .contains("| `%s` | `%s` | %s |"
                                .formatted(violation.pointer(), violation.code(), violation.message())));
    }

    @Test
    void every_preset_code_and_data_set_is_explained() {
        assertThat(Arrays.stream(Preset.values()).map(Preset::id)).allSatisfy(SpecReferenceTest::isMentioned);
        assertThat(Arrays.stream(ViolationCode.values()).map(ViolationCode::id))
                .allSatisfy(SpecReferenceTest::isMentioned);
        assertThat(Arrays.stream(DatasetName.values()).map(DatasetName::id)).allSatisfy(SpecReferenceTest::isMentioned);
        assertThat(Arrays.stream(Metric.values()).map(Metric::id)).allSatisfy(SpecReferenceTest::isMentioned);
    }

    private static void isMentioned(String name) {
        assertThat(reference).contains("`" + name + "`");
    }

    private static List<String> blocks(String language) {
        return Pattern.compile("(?m)^```(\\w*)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(reference)
                .results()
                .filter(block -> block.group(1).equals(language))
                .map((MatchResult block) -> block.group(2))
                .toList();
    }
}
