package io.trainyard.engine.onednn;

import io.trainyard.engine.vector.Storage;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Floats without a shape of their own, outside of the Java heap, where the library can use them, or in an array, for kernels on
 * Java's vectors alone. Whoever made them frees them.
 */
final class Floats {

    /** What vector instructions like best: a cache line. */
    private static final int ALIGNMENT = 64;

    /** A place in memory that is somebody else's. */
    private static final class Address extends Pointer {

        Address(long address) {
            this.address = address;
        }
    }

    private final @Nullable Pointer owner;
    private final long address;
    private final long length;
    private final float @Nullable [] array;

    /** Made when it is first asked for, since that takes a microsecond. */
    private volatile @Nullable FloatBuffer view;

    private Floats(@Nullable Pointer owner, long address, long length, float @Nullable [] array) {
        this.owner = owner;
        this.address = address;
        this.length = length;
        this.array = array;
    }

    static Floats allocate(long length) {
        BytePointer bytes = new BytePointer(length * Float.BYTES + ALIGNMENT);
        long aligned = (bytes.address() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        return new Floats(bytes, aligned, length, null);
    }

    static Floats array(long length) {
        return new Floats(null, 0, length, Storage.array(Math.toIntExact(length)));
    }

    /** Floats that lie somewhere already, and stay there as long as this is used. */
    static Floats at(long address, long length) {
        return new Floats(new Address(address), address, length, null);
    }

    Floats part(long offset, long length) {
        if (array != null) {
            return new Floats(null, 0, length, array);
        }
        return new Floats(owner, address + offset * Float.BYTES, length, null);
    }

    long length() {
        return length;
    }

    boolean isArray() {
        return array != null;
    }

    Storage storage() {
        if (array != null) {
            return Storage.of(array);
        }
        long bytes = length * Float.BYTES;
        return bytes > Integer.MAX_VALUE
                ? Storage.of(buffer())
                : Storage.of(new BytePointer(new Address(address))
                        .capacity(bytes)
                        .asByteBuffer()
                        .order(ByteOrder.nativeOrder()));
    }

    /** The same memory, as a tensor of the library's. */
    memory as(memory.desc description) {
        if (array != null) {
            throw new IllegalStateException("The library cannot use an array");
        }
        return new memory(description, OneDnn.ENGINE, new Address(address));
    }

    /** Not to be used any longer than these floats are held: it does not keep their memory. */
    FloatBuffer buffer() {
        FloatBuffer there = view;
        if (there == null && array != null) {
            there = Storage.view(array, Math.toIntExact(length));
            view = there;
        } else if (there == null) {
            there = new FloatPointer(new Address(address)).capacity(length).asBuffer();
            view = there;
        }
        return there.duplicate();
    }

    float[] copy() {
        float[] values = new float[Math.toIntExact(length)];
        buffer().get(values);
        return values;
    }

    void free() {
        if (owner != null) {
            owner.close();
        }
    }
}
