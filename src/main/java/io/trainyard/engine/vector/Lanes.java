package io.trainyard.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Vectors of 16 floats: the 16 channels of a block. */
final class Lanes {

    static final int WIDTH = 16;
    static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_512;

    /**
     * Index of an array's first float that begins a line of the cache, if Java aligns objects to such lines (its option
     * {@code ObjectAlignmentInBytes=64}): elements begin 16 bytes after the object. A vector across two lines takes longer
     * to load and to store.
     */
    static final int START = 12;

    private Lanes() {}

    /** Room for so many floats from {@link #START} on. */
    static float[] array(int length) {
        return new float[START + length];
    }

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
