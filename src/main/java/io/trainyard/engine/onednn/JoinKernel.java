package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Node;
import io.trainyard.engine.vector.Join;
import io.trainyard.engine.vector.Rescale;
import io.trainyard.engine.vector.Storage;
import io.trainyard.spec.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of a residual block on Java's vectors, which does the branches' batch norms in passing. */
final class JoinKernel implements Kernel {

    private final Join join;
    private final int images;

    JoinKernel(Node node, Pass pass, @Nullable Rescale ofLeft, @Nullable Rescale ofRight, boolean relu) {
        Shape shape = pass.stored(node.output());
        this.join = new Join(shape.channels(), shape.height() * shape.width(), ofLeft, ofRight, relu);
        this.images = pass.size();
    }

    @Override
    public boolean takesArrays() {
        return true;
    }

    @Override
    public void forward(List<Runnable> calls, List<Floats> inputs, Floats output) {
        calls.add(add(inputs.get(0), inputs.get(1), output));
    }

    /** The result may go where one of the terms lies. */
    Runnable add(Floats left, Floats right, Floats sum) {
        Storage first = left.storage();
        Storage second = right.storage();
        Storage target = sum.storage();
        return () -> join.add(first, second, images, target);
    }

    @Override
    public InputGradient inputGradient() {
        return InputGradient.SAME;
    }

    @Override
    public void backward(List<Runnable> calls, Floats outputGradient, @Nullable Floats inputGradient) {
        // the gradient of both branches is that of the sum
    }
}
