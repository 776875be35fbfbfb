package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Node;
import io.trainyard.engine.vector.ReluGradient;
import io.trainyard.engine.vector.Storage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A ReLU that the kernel before has done already: what is left is its gradient, on Java's vectors. */
final class ReluKernel implements Kernel {

    private final ReluGradient relu = new ReluGradient();
    private final int length;
    private @Nullable Floats output;

    ReluKernel(Node node, Pass pass) {
        this.length = Math.toIntExact(pass.values(node.output()));
    }

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
        this.output = output;
    }

    @Override
    public InputGradient inputGradient() {
        return InputGradient.IN_PLACE;
    }

    @Override
    public void backward(List<Runnable> calls, Floats outputGradient, @Nullable Floats inputGradient) {
        if (inputGradient == null) {
            return;
        }
        Storage y = output.storage();
        Storage yGradient = outputGradient.storage();
        Storage xGradient = inputGradient.storage();
        calls.add(() -> relu.apply(y, yGradient, length, xGradient));
    }
}
