package io.trainyard.spec;

import org.jspecify.annotations.Nullable;

/** A layer cannot take what the layer before gives. */
public class ShapeMismatchException extends RuntimeException {

    private final @Nullable String field;
    private final @Nullable Shape output;

    /** @param field the layer's field that is best changed; null for the layer as a whole */
    public ShapeMismatchException(@Nullable String field, String message) {
        this(field, message, null);
    }

    /** @param output what the layer would give once it is right, as far as that is certain */
    ShapeMismatchException(@Nullable String field, String message, @Nullable Shape output) {
        super(message);
        this.field = field;
        this.output = output;
    }

    public @Nullable String field() {
        return field;
    }

    @Nullable
    Shape output() {
        return output;
    }
}
