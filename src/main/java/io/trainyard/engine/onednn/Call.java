package io.trainyard.engine.onednn;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;

/** A primitive of the library with the memory that it works on. */
final class Call implements Runnable {

    private final primitive primitive;
    private final IntMemoryMap arguments = new IntMemoryMap();

    Call(primitive primitive) {
        this.primitive = primitive;
    }

    /** @param argument one of the library's {@code DNNL_ARG} numbers */
    Call with(int argument, memory memory) {
        arguments.put(argument, memory);
        return this;
    }

    @Override
    public void run() {
        primitive.execute(OneDnn.stream(), arguments);
    }
}
