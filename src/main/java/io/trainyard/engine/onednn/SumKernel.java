package io.trainyard.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.List;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.jspecify.annotations.Nullable;

/** The end of a residual block. */
final class SumKernel implements Kernel {

    private final binary.primitive_desc description;
    private final memory.desc data;

    SumKernel(memory.desc data, primitive_attr attributes) {
        this.data = data;
        this.description =
                new binary.primitive_desc(OneDnn.ENGINE, dnnl_binary_add, data, data, data, attributes, false);
    }

    @Override
    public void forward(List<Runnable> calls, List<Floats> inputs, Floats output) {
        calls.add(add(inputs.get(0), inputs.get(1), output));
    }

    /** The result may go where one of the terms lies. */
    Call add(Floats left, Floats right, Floats sum) {
        return new Call(new binary(description))
                .with(DNNL_ARG_SRC_0, left.as(data))
                .with(DNNL_ARG_SRC_1, right.as(data))
                .with(DNNL_ARG_DST, sum.as(data));
    }

    @Override
    public InputGradient inputGradient() {
        return InputGradient.SAME;
    }

    @Override
    public void backward(List<Runnable> calls, Floats outputGradient, @Nullable Floats inputGradient) {
        // the gradient of both terms is that of the sum
    }
}
