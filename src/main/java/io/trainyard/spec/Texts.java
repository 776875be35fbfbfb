package io.trainyard.spec;

import static io.trainyard.spec.ViolationCode.INVALID_TEXT;
import static io.trainyard.spec.ViolationCode.WRONG_LENGTH;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Strings in fields. */
final class Texts {

    private static final int MAX_LABELS = 64;
    private static final Kind<String> LABEL_VALUE = line(0, 256);
    private static final int MAX_LABEL_KEY = 64;

    private Texts() {}

    /** One line. */
    static Kind<String> line(int min, int max) {
        return text(min, max, "");
    }

    static Kind<String> lines(int max) {
        return text(0, max, "\n\r\t");
    }

    static Kind<Map<String, String>> labels() {
        return new Kind<>(Map.of(), value -> {
            JsonNode node = value.node();
            if (!node.isObject()) {
                return value.wrongType("an object of strings such as {\"course\": \"week3\"}");
            }
            if (node.size() > MAX_LABELS) {
                return value.reject(
                        WRONG_LENGTH, "Expected at most " + MAX_LABELS + " labels, but received " + node.size() + ".");
            }
            Map<String, String> labels = new LinkedHashMap<>();
            node.forEachEntry((key, child) -> {
                Value label = value.at(key, child);
                checkKey(label, key);
                String text = LABEL_VALUE.parse().apply(label);
                if (text != null) {
                    labels.put(key, text);
                }
            });
            return labels;
        });
    }

    private static void checkKey(Value label, String key) {
        if (key.isBlank() || key.length() > MAX_LABEL_KEY) {
            label.reject(WRONG_LENGTH, "A label's key must have 1 to " + MAX_LABEL_KEY + " characters.");
        } else if (!isClean(key, "")) {
            label.reject(INVALID_TEXT, "A label's key must not contain control characters.");
        }
    }

    private static Kind<String> text(int min, int max, String allowedControls) {
        return new Kind<>("", value -> {
            if (!value.node().isString()) {
                return value.wrongType("a string of at most " + max + " characters");
            }
            String text = value.node().stringValue();
            if (min > 0 && text.isBlank()) {
                return value.reject(
                        WRONG_LENGTH, "This must not be blank. Expected " + min + " to " + max + " characters.");
            }
            if (text.length() < min || text.length() > max) {
                String expected = min == 0 ? "at most " + max : min + " to " + max;
                return value.reject(
                        WRONG_LENGTH, "Expected " + expected + " characters, but received " + text.length() + ".");
            }
            return isClean(text, allowedControls)
                    ? text
                    : value.reject(INVALID_TEXT, "Control characters and broken surrogate pairs are not allowed here.");
        });
    }

    /** Databases and terminals choke on the rest: PostgreSQL stores no NUL, UTF-8 knows no lone surrogates. */
    private static boolean isClean(String text, String allowedControls) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c) && allowedControls.indexOf(c) < 0
                        || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
