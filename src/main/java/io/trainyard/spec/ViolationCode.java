package io.trainyard.spec;

import java.util.Locale;

/** The kinds of mistakes; clients may branch on their ids. */
enum ViolationCode {
    UNKNOWN_FIELD,
    MISSING_FIELD,
    WRONG_TYPE,
    OUT_OF_RANGE,
    /** A name that is none of the known ones: a layer type, a preset, a data set, a metric. */
    UNKNOWN_VALUE,
    WRONG_LENGTH,
    INVALID_TEXT,
    /** Two fields that are right each for itself but not together. */
    CONFLICT,
    SHAPE_MISMATCH,
    MODEL_TOO_LARGE,
    TOO_MANY_VIOLATIONS;

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
