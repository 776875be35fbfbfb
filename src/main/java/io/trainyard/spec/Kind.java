package io.trainyard.spec;

import static io.trainyard.spec.ViolationCode.UNKNOWN_VALUE;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a field may hold.
 *
 * @param placeholder stands in for a value that was wrong, so that reading can go on; no finished spec contains one
 * @param parse the value, or null after it has complained
 */
record Kind<T>(T placeholder, Function<Value, @Nullable T> parse) {

    static Kind<Boolean> bool() {
        return new Kind<>(
                false,
                value -> value.node().isBoolean()
                        ? Boolean.valueOf(value.node().booleanValue())
                        : value.wrongType("true or false"));
    }

    /** The value behind one of the given names. */
    static <T> Kind<T> choice(String what, Map<String, T> byName) {
        return choice(what, byName, Map.of());
    }

    /** @param hints what to say about certain unknown names */
    static <T> Kind<T> choice(String what, Map<String, T> byName, Map<String, String> hints) {
        T first = byName.values().iterator().next();
        return new Kind<>(first, value -> {
            if (!value.node().isString()) {
                return value.wrongType(what + " as a string, one of " + listed(byName.keySet()));
            }
            String name = value.node().stringValue();
            T chosen = byName.get(name);
            return chosen != null ? chosen : value.reject(UNKNOWN_VALUE, unknown(what, name, byName.keySet(), hints));
        });
    }

    /** An object, read by {@code reader}; a field that it does not ask for is a violation. */
    static <T> Kind<T> object(Function<ObjectReader, T> reader) {
        return new Kind<>(reader.apply(ObjectReader.placeholder()), value -> {
            if (!value.node().isObject()) {
                return value.wrongType("an object");
            }
            ObjectReader fields = new ObjectReader(value);
            T read = reader.apply(fields);
            fields.finish();
            return read;
        });
    }

    /** An array of at least {@code min} and at most {@code max} items. */
    static <T> Kind<List<T>> list(Kind<T> item, int min, int max) {
        return new Kind<>(List.of(), value -> {
            JsonNode node = value.node();
            if (!node.isArray()) {
                return value.wrongType("an array");
            }
            if (node.size() < min || node.size() > max) {
                String expected = min == max ? "exactly " + min : min + " to " + max;
                return value.reject(
                        ViolationCode.WRONG_LENGTH,
                        "Expected " + expected + " items, but received " + value.description() + ".");
            }
            List<T> items = new ArrayList<>();
            for (int i = 0; i < node.size(); i++) {
                T parsed = item.parse.apply(value.at(String.valueOf(i), node.get(i)));
                if (parsed != null) {
                    items.add(parsed);
                }
            }
            return items.size() == node.size() ? items : null;
        });
    }

    <U> Kind<U> map(Function<T, U> made) {
        return new Kind<>(made.apply(placeholder), value -> {
            T parsed = parse.apply(value);
            return parsed == null ? null : made.apply(parsed);
        });
    }

    static String listed(Collection<String> names) {
        return String.join(", ", names);
    }

    private static String unknown(String what, String name, Collection<String> known, Map<String, String> hints) {
        String hint = hints.get(name);
        if (hint == null) {
            hint = NearestName.of(name, known)
                    .map(nearest -> "Did you mean \"" + nearest + "\"?")
                    .orElse("");
        }
        String start = "There is no " + what + " " + Value.quoted(name) + ".";
        return start + (hint.isEmpty() ? "" : " " + hint) + " Known: " + listed(known) + ".";
    }
}
