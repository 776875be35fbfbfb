package io.trainyard.dataset;

import io.trainyard.spec.DatasetSpec;

/** Which images train, validate and test: indices into {@link Dataset#train} and {@link Dataset#test}, ascending. */
public record Splits(int[] train, int[] validation, int[] test) {

    /** Stratified by class; a function of the spec and the seed alone. */
    public static Splits of(Dataset dataset, DatasetSpec spec, long seed) {
        throw new IllegalStateException("skeleton");
    }
}
