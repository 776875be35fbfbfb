package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where activations or their gradients lie (torch's name for it): in an array, where they are worked on, or outside of the
 * heap, between which and a small array they are copied piece by piece. That costs as much as the work.
 */
public final class Storage {

    /**
     * So many values outside of the heap had better be copied at once, if there are several tensors: with 16 times as many, passes over
     * three and more took 1.2 of the time. Presumably the processor loads ahead from all of them then.
     */
    static final int PIECE = 1 << 7;

    /** The same where nothing is copied: with four times as many, ends of residual blocks took up to 1.5 of the time. */
    private static final int PIECE_OF_ARRAYS = 1 << 9;

    /** Whether there is {@link OffHeap}, which cannot be asked itself where Java was started without its vectors. */
    static final boolean REACHES_OFF_HEAP = Runtime.version().feature() == 17;

    private final float @Nullable [] array;
    private final @Nullable FloatBuffer buffer;
    private final @Nullable ByteBuffer memory;

    private Storage(float @Nullable [] array, @Nullable FloatBuffer buffer, @Nullable ByteBuffer memory) {
        this.array = array;
        this.buffer = buffer;
        this.memory = memory;
    }

    /** Floats that are always copied. */
    public static Storage of(FloatBuffer buffer) {
        return new Storage(null, buffer, null);
    }

    /** Floats outside of the heap, in the processor's order of bytes. */
    public static Storage of(ByteBuffer memory) {
        return new Storage(null, memory.asFloatBuffer(), REACHES_OFF_HEAP ? memory : null);
    }

    /** @param array of {@link #array} */
    public static Storage of(float[] array) {
        return new Storage(array, null, null);
    }

    /** Where loops do their work that need an array or {@link OffHeap}: here, if that is possible, or else on a copy. */
    Storage within(Storage copy) {
        return isWithin() ? this : copy;
    }

    private boolean isWithin() {
        return array != null || memory != null;
    }

    /**
     * Makes some values readable {@link #within}.
     *
     * @param to where they are copied to, if they are
     * @return the place of the first there
     */
    int bring(int at, int length, Storage copy, int to) {
        if (isWithin()) {
            return at;
        }
        buffer.get(at, copy.array, START + to, length);
        return to;
    }

    /** The place {@link #within} from which on values are to be written that go to {@code at}: the beginning of a copy. */
    int aim(int at) {
        return isWithin() ? at : 0;
    }

    /** To be called when they are written there. */
    void bringBack(int at, int length, Storage copy) {
        if (!isWithin()) {
            buffer.put(at, copy.array, START, length);
        }
    }

    /** For loops: what {@link OffHeap} takes; null where the values lie outside of the heap. */
    float @Nullable [] array() {
        return array;
    }

    /** Likewise. */
    @Nullable
    ByteBuffer memory() {
        return memory;
    }

    /** The first value's index in one of these. */
    int start() {
        return array == null ? 0 : START;
    }

    /** An array for so many values; the first one lies at {@link Lanes#START}. */
    public static float[] array(int length) {
        return Lanes.array(length);
    }

    /** The first so many of its values. */
    public static FloatBuffer view(float[] array, int length) {
        return FloatBuffer.wrap(array, START, length).slice();
    }

    /** How many values of these tensors to go through in turns; at most {@link #PIECE} where some are copied. */
    static int piece(Storage... tensors) {
        return Stream.of(tensors).allMatch(Storage::isWithin) ? PIECE_OF_ARRAYS : PIECE;
    }

    boolean isArray() {
        return array != null;
    }

    /** Where values are after {@link #read}, and go before {@link #written}. */
    float[] array(float[] copy) {
        return array == null ? copy : array;
    }

    /**
     * Makes some values readable in {@link #array}.
     *
     * @param to where they are copied to, if they are
     * @return the place of the first
     */
    int read(int at, int length, float[] copy, int to) {
        if (buffer == null) {
            return START + at;
        }
        buffer.get(at, copy, to, length);
        return to;
    }

    /** Copies values to all of an array. */
    public void get(int at, float[] copy) {
        get(at, copy.length, copy, 0);
    }

    /** Copies values, in any case. */
    void get(int at, int length, float[] copy, int to) {
        if (buffer != null) {
            buffer.get(at, copy, to, length);
        } else {
            System.arraycopy(array, START + at, copy, to, length);
        }
    }

    void put(int at, int length, float[] copy, int from) {
        if (buffer != null) {
            buffer.put(at, copy, from, length);
        } else {
            System.arraycopy(copy, from, array, START + at, length);
        }
    }

    /** The place in {@link #array} from which on values are to be written that go to {@code at}. */
    int place(int at, int inCopy) {
        return buffer == null ? START + at : inCopy;
    }

    /** To be called when they are written at {@link #place}. */
    void written(int at, int length, float[] copy, int from) {
        if (buffer != null) {
            buffer.put(at, copy, from, length);
        }
    }
}
