package io.trainyard.engine.onednn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What moves no value: flatten, dropout outside of training, and a ReLU that the primitive before has done. */
final class PassThroughKernel implements Kernel {

    @Override
    public Output output() {
        return Output.INPUT;
    }

    @Override
    public boolean takesArrays() {
        return true;
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
