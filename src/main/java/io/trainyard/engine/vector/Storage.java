package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;

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

    private final float @Nullable [] array;
    private final @Nullable FloatBuffer buffer;

    private Storage(float @Nullable [] array, @Nullable FloatBuffer buffer) {
        this.array = array;
        this.buffer = buffer;
    }

    public static Storage of(FloatBuffer buffer) {
        return new Storage(null, buffer);
    }

    /** @param array of {@link #array} */
    public static Storage of(float[] array) {
        return new Storage(array, null);
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
        return Stream.of(tensors).allMatch(Storage::isArray) ? PIECE_OF_ARRAYS : PIECE;
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
