package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Node;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/** flatten of channels that lie in blocks: brings the values into the order height, width, channel. */
final class FlattenKernel implements Kernel {

    private final memory.desc blocked;
    private final memory.desc flat;

    FlattenKernel(Node node, Pass pass) {
        this.blocked = pass.tensor(node.input());
        this.flat = pass.nhwc(node.input());
    }

    @Override
    public void forward(List<Runnable> calls, List<Floats> inputs, Floats output) {
        calls.add(Reorder.call(inputs.get(0).as(blocked), output.as(flat)));
    }

    @Override
    public void backward(List<Runnable> calls, Floats outputGradient, @Nullable Floats inputGradient) {
        if (inputGradient != null) {
            calls.add(Reorder.call(outputGradient.as(flat), inputGradient.as(blocked)));
        }
    }
}
