package io.trainyard.spec;

import static io.trainyard.spec.ViolationCode.MISSING_FIELD;
import static io.trainyard.spec.ViolationCode.UNKNOWN_FIELD;
import static io.trainyard.spec.ViolationCode.WRONG_TYPE;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads an object field by field and remembers what it was asked for, so that the rest can be called unknown. */
final class ObjectReader {

    private final Value object;
    private final Set<String> known = new LinkedHashSet<>();
    private final Set<String> refused = new HashSet<>();
    private boolean sound = true;
    private boolean abandoned;

    ObjectReader(Value object) {
        this.object = object;
    }

    /** Has no fields, and nobody hears its complaints. */
    static ObjectReader placeholder() {
        return new ObjectReader(new Value(JsonNodeFactory.instance.objectNode(), "", new Violations()));
    }

    String pointer(String name) {
        return object.at(name, object.node()).pointer();
    }

    boolean has(String name) {
        return object.node().has(name);
    }

    /** Whether every field asked for so far was right; unknown fields do not count. */
    boolean sound() {
        return sound;
    }

    <T> T required(String name, Kind<T> kind) {
        return required(name, kind, "\"" + name + "\" is required.");
    }

    /** One of the given names. */
    <T> T requiredChoice(String name, String what, Map<String, T> byName, Map<String, String> hints) {
        String missing = "\"" + name + "\" is required, one of " + Kind.listed(byName.keySet()) + ".";
        return required(name, Kind.choice(what, byName, hints), missing);
    }

    private <T> T required(String name, Kind<T> kind, String missing) {
        Value value = value(name);
        if (value == null) {
            reject(name, MISSING_FIELD, missing);
            return kind.placeholder();
        }
        return read(value, kind);
    }

    <T> T optional(String name, Kind<T> kind, T otherwise) {
        Value value = value(name);
        if (value != null && value.node().isNull()) {
            reject(name, WRONG_TYPE, "null is not allowed here; leave the field out to get its default.");
            return otherwise;
        }
        return value == null ? otherwise : read(value, kind);
    }

    /** Null where the field is absent or null. */
    <T> @Nullable T nullable(String name, Kind<T> kind) {
        Value value = value(name);
        return value == null || value.node().isNull() ? null : read(value, kind);
    }

    /** An object all of whose fields may be left out, and so may itself. */
    <T> T section(String name, Function<ObjectReader, T> reader) {
        Value value = value(name);
        if (value != null) {
            return read(value, Kind.object(reader));
        }
        return reader.apply(new ObjectReader(object.at(name, JsonNodeFactory.instance.objectNode())));
    }

    /** The field {@code type} says how the others are to be read. */
    <T> T variant(String what, Map<String, Function<ObjectReader, T>> readers) {
        return variant(what, readers, Map.of());
    }

    <T> T variant(String what, Map<String, Function<ObjectReader, T>> readers, Map<String, String> hints) {
        Function<ObjectReader, T> reader = requiredChoice("type", what, readers, hints);
        if (!sound) {
            abandoned = true;
            return reader.apply(placeholder());
        }
        return reader.apply(this);
    }

    /** A field that does not belong here although users may well think so. */
    void refuse(String name, ViolationCode code, String message) {
        if (has(name)) {
            refused.add(name);
            object.violations().add(pointer(name), code, message);
        }
    }

    void reject(String name, ViolationCode code, String message) {
        sound = false;
        object.violations().add(pointer(name), code, message);
    }

    /** Says what is wrong with the whole object; nothing more is said about its other fields. */
    void abandon(String name, ViolationCode code, String message) {
        reject(name, code, message);
        abandoned = true;
    }

    /** Complains about every field that was not asked for. */
    void finish() {
        if (abandoned) {
            return;
        }
        object.node().forEachEntry((name, child) -> {
            if (!known.contains(name) && !refused.contains(name)) {
                object.at(name, child).reject(UNKNOWN_FIELD, object.violations().isFull() ? "" : unknown(name));
            }
        });
    }

    private String unknown(String name) {
        String nearest = NearestName.of(name, known)
                .map(meant -> " Did you mean \"" + meant + "\"?")
                .orElse("");
        String rest = known.isEmpty() ? " No fields are known here." : " Known here: " + Kind.listed(known) + ".";
        return "Unknown field " + Value.quoted(name) + "." + nearest + rest;
    }

    private @Nullable Value value(String name) {
        known.add(name);
        JsonNode child = object.node().get(name);
        return child == null ? null : object.at(name, child);
    }

    private <T> T read(Value value, Kind<T> kind) {
        T parsed = kind.parse().apply(value);
        if (parsed == null) {
            sound = false;
            return kind.placeholder();
        }
        return parsed;
    }
}
