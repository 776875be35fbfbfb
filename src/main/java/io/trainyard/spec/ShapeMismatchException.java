package io.trainyard.spec;

import org.jspecify.annotations.Nullable;

/** A layer cannot take what the layer before gives. */
public class ShapeMismatchException extends RuntimeException {

    private final @Nullable String field;

    /** @param field the layer's field that is best changed; null for the layer as a whole */
    public ShapeMismatchException(@Nullable String field, String message) {
        super(message);
        this.field = field;
    }

    public @Nullable String field() {
        return field;
    }
}
