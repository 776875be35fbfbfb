package io.trainyard.engine.onednn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What moves no value: flatten, dropout outside of training, and what the kernel before has done. */
final class PassThroughKernel implements Kernel {

    private final Output output;
    private final boolean takesArrays;

    PassThroughKernel() {
        this(Output.INPUT, true);
    }

    /** @param takesArrays whether who works in its place does */
    PassThroughKernel(Output output, boolean takesArrays) {
        this.output = output;
        this.takesArrays = takesArrays;
    }

    @Override
    public Output output() {
        return output;
    }

    @Override
    public boolean takesArrays() {
        return takesArrays;
    }

    @Override
    public void forward(List<Runnable> calls, List<Floats> inputs, Floats output) {
        // the values are there already
    }

    @Override
    public InputGradient inputGradient() {
        return InputGradient.SAME;
    }

    @Override
    public void backward(List<Runnable> calls, Floats outputGradient, @Nullable Floats inputGradient) {
        // so are the gradients
    }
}
