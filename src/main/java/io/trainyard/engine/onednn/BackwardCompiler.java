package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.engine.onednn.Kernel.InputGradient;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the calls of the backward pass. A gradient's memory is used anew as soon as its last reader is done. */
final class BackwardCompiler {

    private final Graph graph;
    private final Pass pass;
    private final KernelChooser kernels;
    private final List<Kernel> chosen;
    private final List<Floats> outputs;
    private final Pool pool;
    private final List<Runnable> calls = new ArrayList<>();

    /**
     * @param chosen by node
     * @param outputs likewise
     */
    BackwardCompiler(KernelChooser kernels, List<Kernel> chosen, List<Floats> outputs, Pool pool) {
        this.graph = kernels.graph();
        this.pass = kernels.pass();
        this.kernels = kernels;
        this.chosen = chosen;
        this.outputs = outputs;
        this.pool = pool;
    }

    /** In their order. */
    List<Runnable> calls() {
        return calls;
    }

    /** @return where the gradient of the logits is expected */
    Floats compile() {
        Set<Integer> needed = nodesThatNeedGradients();
        Map<Integer, List<Floats>> gradients = new HashMap<>();
        Floats logitsGradient = pool.take(pass.values(graph.last().output()), false);
        gradients.put(graph.last().index(), List.of(pool.share(logitsGradient)));
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            if (needed.contains(i)) {
                backward(graph.nodes().get(i), gradients, needed);
            }
        }
        return logitsGradient.part(0, pass.values(graph.last().output()));
    }

    /** Those that have parameters, or get values from nodes that do. */
    private Set<Integer> nodesThatNeedGradients() {
        Set<Integer> needed = new HashSet<>();
        for (Node node : graph.nodes()) {
            boolean own = kernels.layout().stream().anyMatch(parameter -> parameter.node() == node.index());
            if (own || node.inputs().stream().anyMatch(needed::contains)) {
                needed.add(node.index());
            }
        }
        return needed;
    }

    private void backward(Node node, Map<Integer, List<Floats>> gradients, Set<Integer> needed) {
        Kernel kernel = chosen.get(node.index());
        Floats gradient = sum(node, gradients.remove(node.index()));
        if (!canUse(kernel, gradient)) {
            gradient = outside(gradient);
        }
        Floats inputGradient = null;
        for (int input : node.inputs()) {
            if (needed.contains(input)) {
                List<Floats> parts = gradients.computeIfAbsent(input, index -> new ArrayList<>());
                if (isOneOfItsOwn(parts) && canUse(kernel, parts.get(0)) && kernel.addsInputGradient()) {
                    inputGradient = parts.get(0);
                } else {
                    inputGradient = inputGradient(
                            node, kernel, gradient, outputs.get(input).isArray());
                    parts.add(inputGradient);
                }
            }
        }
        kernel.backward(calls, gradient, inputGradient);
        pool.release(gradient);
    }

    private static boolean canUse(Kernel kernel, Floats gradient) {
        return kernel.takesArrays() || !gradient.isArray();
    }

    /** Whether another reader has left a gradient that nobody else needs. */
    private boolean isOneOfItsOwn(List<Floats> parts) {
        return parts.size() == 1 && !pool.isShared(parts.get(0));
    }

    private Floats inputGradient(Node node, Kernel kernel, Floats gradient, boolean array) {
        boolean same = kernel.inputGradient() == InputGradient.SAME
                || (kernel.inputGradient() == InputGradient.IN_PLACE
                        && !pool.isShared(gradient)
                        && gradient.isArray() == array);
        return same ? pool.share(gradient) : pool.take(pass.values(node.input()), array);
    }

    /** What all readers of the node's output want of it, in one place. */
    private Floats sum(Node node, @Nullable List<Floats> parts) {
        if (parts == null || parts.isEmpty()) {
            throw new IllegalStateException("Nothing depends on layer " + node.path());
        }
        Floats sum = parts.get(0);
        for (Floats part : parts.subList(1, parts.size())) {
            Floats target = target(node, sum, part);
            calls.add(addition(node, sum, part, target));
            pool.release(sum == target ? part : sum);
            if (part != target && sum != target) {
                pool.release(part);
            }
            sum = target;
        }
        return sum;
    }

    /** What lies in an array has its channels in blocks. */
    private Runnable addition(Node node, Floats sum, Floats part, Floats target) {
        if (sum.isArray() || part.isArray()) {
            return new JoinKernel(node, pass, null, null, false).add(sum, part, target);
        }
        return new SumKernel(pass.tensor(node.output()), OneDnn.attributes()).add(sum, part, target);
    }

    /** The same values where the library can use them. */
    private Floats outside(Floats gradient) {
        Floats copy = pool.take(gradient.length(), false);
        FloatBuffer from = gradient.buffer();
        FloatBuffer to = copy.buffer();
        calls.add(() -> to.duplicate().put(from.duplicate()));
        pool.release(gradient);
        return copy;
    }

    private Floats target(Node node, Floats sum, Floats part) {
        if (!pool.isShared(sum)) {
            return sum;
        }
        return pool.isShared(part) ? pool.take(pass.values(node.output()), sum.isArray()) : part;
    }
}
