package io.trainyard.engine.onednn;

import java.nio.FloatBuffer;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** Floats outside of the Java heap, without a shape of their own. Whoever made them frees them. */
final class Floats {

    /** What vector instructions like best: a cache line. */
    private static final int ALIGNMENT = 64;

    /** A place in memory that is somebody else's. */
    private static final class Address extends Pointer {

        Address(long address) {
            this.address = address;
        }
    }

    private final Pointer owner;
    private final long address;
    private final long length;

    /** Made when it is first asked for, since that takes a microsecond. */
    private volatile @Nullable FloatBuffer view;

    private Floats(Pointer owner, long address, long length) {
        this.owner = owner;
        this.address = address;
        this.length = length;
    }

    static Floats allocate(long length) {
        BytePointer bytes = new BytePointer(length * Float.BYTES + ALIGNMENT);
        long aligned = (bytes.address() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        return new Floats(bytes, aligned, length);
    }

    /** Floats that lie somewhere already, and stay there as long as this is used. */
    static Floats at(long address, long length) {
        return new Floats(new Address(address), address, length);
    }

    Floats part(long offset, long length) {
        return new Floats(owner, address + offset * Float.BYTES, length);
    }

    long length() {
        return length;
    }

    /** The same memory, as a tensor of the library's. */
    memory as(memory.desc description) {
        return new memory(description, OneDnn.ENGINE, new Address(address));
    }

    /** Not to be used any longer than these floats are held: it does not keep their memory. */
    FloatBuffer buffer() {
        FloatBuffer there = view;
        if (there == null) {
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
        owner.close();
    }
}
