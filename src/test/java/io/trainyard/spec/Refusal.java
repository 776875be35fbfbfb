package io.trainyard.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** What is said about a wrong spec. */
final class Refusal {

    private Refusal() {}

    static void assertOnlyViolation(JsonNode json, String pointer, String code, String message) {
        List<Violation> violations = violations(json);
        assertThat(violations).hasSize(1);
        assertThat(violations.get(0).pointer()).isEqualTo(pointer);
        assertThat(violations.get(0).code()).isEqualTo(code);
        assertThat(violations.get(0).message()).contains(message);
    }

    static List<Violation> violations(JsonNode json) {
        InvalidSpecException refusal = catchThrowableOfType(InvalidSpecException.class, () -> SpecReader.read(json));
        assertThat(refusal).as("%s is accepted", json).isNotNull();
        return refusal.violations();
    }
}
