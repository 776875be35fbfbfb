package io.trainyard.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Vectors of 16 floats: the 16 channels of a block. */
final class Lanes {

    static final int WIDTH = 16;
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_512;

    private Lanes() {}

    static FloatVector load(float[] values, int index) {
        return FloatVector.fromArray(SPECIES, values, index);
    }

    static FloatVector all(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    static FloatVector zero() {
        return FloatVector.zero(SPECIES);
    }
}
