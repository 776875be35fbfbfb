package io.trainyard.spec;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A JSON value, where it stands, and where complaints about it go. */
record Value(JsonNode node, String pointer, Violations violations) {

    private static final int SHOWN = 60;

    /** The value one step further down; {@code step} is escaped as RFC 6901 asks. */
    Value at(String step, JsonNode child) {
        return new Value(child, pointer + "/" + step.replace("~", "~0").replace("/", "~1"), violations);
    }

    /** Always null, so that a parser can return it. */
    <T> @Nullable T reject(ViolationCode code, String message) {
        violations.add(pointer, code, message);
        return null;
    }

    <T> @Nullable T wrongType(String expected) {
        return reject(ViolationCode.WRONG_TYPE, "Expected " + expected + ", but received " + description() + ".");
    }

    <T> @Nullable T outOfRange(String expected) {
        return reject(ViolationCode.OUT_OF_RANGE, "Expected " + expected + ", but received " + description() + ".");
    }

    /** The value in words; never walks into arrays and objects. */
    String description() {
        if (node.isString()) {
            return "the string " + quoted(node.stringValue());
        }
        if (node.isArray()) {
            return "an array of " + node.size();
        }
        if (node.isObject()) {
            return "an object";
        }
        if (node.isMissingNode()) {
            return "nothing";
        }
        return node.isNumber() ? "the number " + shortened(node.numberValue().toString()) : node.toString();
    }

    static String quoted(String text) {
        return "\"" + shortened(text) + "\"";
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
