package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.SPECIES;
import static java.lang.invoke.MethodHandles.insertArguments;
import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Vectors in an array or outside of the heap, by one loop. Which of both it is, is the same in all rounds of a loop, and Java 17's compiler
 * makes as good code of it as of loops for one of them. That of 25 puts vectors into objects there, so it is for 17 alone, whose methods
 * for it later versions do not have; hence the handles.
 */
final class OffHeap {

    private static final MethodHandle LOAD = Storage.REACHES_OFF_HEAP ? load() : unused();
    private static final MethodHandle STORE = Storage.REACHES_OFF_HEAP ? store() : unused();

    private OffHeap() {}

    private static MethodHandle load() {
        var type = methodType(FloatVector.class, VectorSpecies.class, ByteBuffer.class, int.class, ByteOrder.class);
        try {
            MethodHandle load = MethodHandles.lookup().findStatic(FloatVector.class, "fromByteBuffer", type);
            return insertArguments(insertArguments(load, 3, ByteOrder.nativeOrder()), 0, SPECIES);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This Java has not the vectors of Java 17", e);
        }
    }

    private static MethodHandle store() {
        var type = methodType(void.class, ByteBuffer.class, int.class, ByteOrder.class);
        try {
            MethodHandle store = MethodHandles.lookup().findVirtual(FloatVector.class, "intoByteBuffer", type);
            return insertArguments(store, 3, ByteOrder.nativeOrder());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This Java has not the vectors of Java 17", e);
        }
    }

    private static MethodHandle unused() {
        return MethodHandles.throwException(void.class, IllegalStateException.class);
    }

    /**
     * @param array null for the memory
     * @param at counted in floats
     */
    static FloatVector load(float @Nullable [] array, @Nullable ByteBuffer memory, int at) {
        if (array != null) {
            return FloatVector.fromArray(SPECIES, array, at);
        }
        try {
            return (FloatVector) LOAD.invokeExact(memory, at * Float.BYTES);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e); // the method declares none
        }
    }

    /** Likewise. */
    static void store(FloatVector vector, float @Nullable [] array, @Nullable ByteBuffer memory, int at) {
        if (array != null) {
            vector.intoArray(array, at);
            return;
        }
        try {
            STORE.invokeExact(vector, memory, at * Float.BYTES);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e); // the method declares none
        }
    }
}
