package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Node;
import io.trainyard.engine.vector.PlanePool;
import io.trainyard.engine.vector.Storage;
import io.trainyard.spec.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** max_pool2d of 2x2 pixels on Java's vectors, of tensors whose channels lie one by one. */
final class PlanePoolKernel implements Kernel {

    private final PlanePool pool;
    private final int planes;
    private final float @Nullable [] winners;

    PlanePoolKernel(Node node, Pass pass) {
        Shape input = node.input();
        this.pool = new PlanePool(input.height(), input.width());
        this.planes = pass.size() * input.channels();
        this.winners = pass.training() ? pool.winners(planes) : null;
    }

    @Override
    public boolean takesArrays() {
        return true;
    }

    @Override
    public void forward(List<Runnable> calls, List<Floats> inputs, Floats output) {
        Storage x = inputs.get(0).storage();
        Storage y = output.storage();
        calls.add(winners == null ? () -> pool.forward(x, planes, y) : () -> pool.forward(x, planes, y, winners));
    }

    @Override
    public void backward(List<Runnable> calls, Floats outputGradient, @Nullable Floats inputGradient) {
        if (inputGradient != null) {
            Storage yGradient = outputGradient.storage();
            Storage xGradient = inputGradient.storage();
            calls.add(() -> pool.backward(yGradient, planes, winners, xGradient));
        }
    }
}
