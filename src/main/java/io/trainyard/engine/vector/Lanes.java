package io.trainyard.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Vectors as wide as a block of channels: 16 floats with AVX-512, 8 with AVX2. */
public final class Lanes {

    /** The only kind of vectors there is, see {@link WideOrder}. */
    static final VectorSpecies<Float> SPECIES =
            FloatVector.SPECIES_PREFERRED.length() >= 16 ? FloatVector.SPECIES_512 : FloatVector.SPECIES_256;

    /** Floats in a vector, and channels in a block. */
    public static final int WIDTH = SPECIES.length();

    /** Whether there are 32 registers for vectors rather than 16. */
    static final boolean WIDE = WIDTH == 16;

    /**
     * Whether products are written out for eight channels or tiles, rather than a loop over these. It is what Java 17's compiler
     * makes the faster code of. That of 25 keeps sums in memory then, at half the speed of the loop; others were not measured.
     */
    static final boolean UNROLLED = !WIDE && Runtime.version().feature() == 17;

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
