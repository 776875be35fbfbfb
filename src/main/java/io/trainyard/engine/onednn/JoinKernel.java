package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Node;
import io.trainyard.engine.vector.Join;
import io.trainyard.engine.vector.JoinGradient;
import io.trainyard.engine.vector.NormGradientSums;
import io.trainyard.engine.vector.Storage;
import io.trainyard.spec.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of a residual block on Java's vectors, with the ReLU behind it; it does the branches' batch norms in passing. */
final class JoinKernel implements Kernel {

    private final Pass pass;
    private final Shape shape;
    private final Join join;
    private final boolean gathers;
    private final List<@Nullable NormGradientSums> sums = new ArrayList<>();
    private final List<Storage> branches = new ArrayList<>();
    private @Nullable Storage output;

    /**
     * @param relu whether there is one behind it
     * @param gathers whether it does on the way back what that and the branches' batch norms have to do
     */
    JoinKernel(Node node, Pass pass, NormsInPassing norms, boolean relu, boolean gathers) {
        this.pass = pass;
        this.shape = pass.stored(node.output());
        this.join = new Join(shape.channels(), pixels(), norms.rescale(node, 0), norms.rescale(node, 1), relu);
        this.gathers = gathers;
        if (gathers) {
            sums.add(norms.takeSums(node, 0));
            sums.add(norms.takeSums(node, 1));
        }
    }

    /** Adds up two tensors of that shape, whose channels lie in blocks; the result may go where one of them lies. */
    static Runnable addition(Pass pass, Shape shape, Floats left, Floats right, Floats sum) {
        Shape stored = pass.stored(shape);
        Join join = new Join(stored.channels(), stored.height() * stored.width(), null, null, false);
        return join(join, pass, left.storage(), right.storage(), sum.storage());
    }

    private static Runnable join(Join join, Pass pass, Storage left, Storage right, Storage sum) {
        return () -> join.add(left, right, pass.size(), sum);
    }

    private int pixels() {
        return shape.height() * shape.width();
    }

    @Override
    public boolean takesArrays() {
        return true;
    }

    @Override
    public void forward(List<Runnable> calls, List<Floats> inputs, Floats output) {
        Storage left = inputs.get(0).storage();
        Storage right = inputs.get(1).storage();
        Storage sum = output.storage();
        calls.add(join(join, pass, left, right, sum));
        branches.addAll(List.of(left, right));
        this.output = sum;
    }

    @Override
    public @Nullable Gathering gathering() {
        return gathers ? this::gather : null;
    }

    private void gather(List<Runnable> calls, List<Floats> parts, Floats whole) {
        List<JoinGradient.Branch> normalized = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            NormGradientSums wanted = sums.get(i);
            if (wanted != null) {
                normalized.add(new JoinGradient.Branch(branches.get(i), wanted));
            }
        }
        JoinGradient gradient = new JoinGradient(shape.channels(), pixels(), normalized);
        Storage y = output;
        List<Storage> terms = parts.stream().map(Floats::storage).toList();
        Storage sum = whole.storage();
        calls.add(() -> gradient.add(y, terms, pass.size(), sum));
    }

    @Override
    public InputGradient inputGradient() {
        return InputGradient.SAME;
    }

    @Override
    public void backward(List<Runnable> calls, Floats outputGradient, @Nullable Floats inputGradient) {
        // the gradient of both branches is what was gathered
    }
}
