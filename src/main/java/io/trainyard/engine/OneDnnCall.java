package io.trainyard.engine;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A oneDNN primitive made once for its shapes; every run names the arrays that it works on. */
final class OneDnnCall {

    private static final @Nullable Pointer NOT_YET = null;

    private final primitive primitive;
    private final IntMemoryMap arguments = new IntMemoryMap();
    private final Map<Integer, memory> memories = new HashMap<>();
    private final Map<Integer, Reordered> reordered = new HashMap<>();

    /** A tensor that the library wants in a layout of its own. */
    private record Reordered(memory plain, memory blocked, reorder toBlocked, reorder toPlain) {}

    OneDnnCall(primitive primitive) {
        this.primitive = primitive;
    }

    /** An argument that {@link #set} will name. */
    OneDnnCall with(int argument, memory.desc description) {
        return with(argument, new memory(description, OneDnn.ENGINE, NOT_YET));
    }

    /** An argument that stays the same. */
    OneDnnCall with(int argument, memory memory) {
        memories.put(argument, memory);
        arguments.put(argument, memory);
        return this;
    }

    /** An argument that {@link #set} will name, to be converted between its own layout and the library's. */
    OneDnnCall withReordered(int argument, memory.desc plain, memory.desc blocked) {
        memory outside = new memory(plain, OneDnn.ENGINE, NOT_YET);
        memory inside = new memory(blocked, OneDnn.ENGINE);
        reordered.put(
                argument, new Reordered(outside, inside, new reorder(outside, inside), new reorder(inside, outside)));
        arguments.put(argument, inside);
        memories.put(argument, outside);
        return this;
    }

    OneDnnCall set(int argument, INDArray array) {
        memories.get(argument).set_data_handle(array.data().addressPointer());
        return this;
    }

    /** @param reorderedOutput the reordered argument that is an output; null if all are inputs */
    void run(@Nullable Integer reorderedOutput) {
        reordered.forEach((argument, tensor) -> {
            if (!argument.equals(reorderedOutput)) {
                tensor.toBlocked().execute(OneDnn.STREAM, tensor.plain(), tensor.blocked());
            }
        });
        primitive.execute(OneDnn.STREAM, arguments);
        if (reorderedOutput != null) {
            Reordered tensor = reordered.get(reorderedOutput);
            tensor.toPlain().execute(OneDnn.STREAM, tensor.blocked(), tensor.plain());
        }
        OneDnn.STREAM._wait();
    }
}
