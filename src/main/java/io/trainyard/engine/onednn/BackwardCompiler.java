package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.engine.onednn.Kernel.Gathering;
import io.trainyard.engine.onednn.Kernel.InputGradient;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
    private final Map<Integer, Range> ranges = new LinkedHashMap<>();

    /** A node's calls: the first one's place, and that behind the last one. */
    record Range(int begin, int end) {}

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

    /** Of the nodes that have calls. */
    Map<Integer, Range> ranges() {
        return ranges;
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
        List<Floats> wanted = gradients.remove(node.index());
        if (wanted == null || wanted.isEmpty()) {
            throw new IllegalStateException("Nothing depends on layer " + node.path());
        }
        if (kernel instanceof PassThroughKernel) {
            passOn(node, wanted, gradients, needed);
            return;
        }
        Floats gradient = whole(node, kernel.gathering(), wanted);
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
        int begin = calls.size();
        kernel.backward(calls, gradient, inputGradient);
        ranges.put(node.index(), new Range(begin, calls.size()));
        pool.release(gradient);
    }

    /** Gradients that are to be put together lie together with those of other readers of the same values. */
    private void passOn(Node node, List<Floats> wanted, Map<Integer, List<Floats>> gradients, Set<Integer> needed) {
        int input = node.inputs().get(0);
        if (needed.contains(input)) {
            gradients.computeIfAbsent(input, index -> new ArrayList<>()).addAll(wanted);
        } else {
            wanted.forEach(pool::release);
        }
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
    private Floats whole(Node node, @Nullable Gathering gathering, List<Floats> parts) {
        if (gathering == null) {
            return sum(node, parts);
        }
        Floats last = parts.get(parts.size() - 1);
        List<Floats> atMostTwo =
                parts.size() <= 2 ? parts : List.of(sum(node, parts.subList(0, parts.size() - 1)), last);
        Floats target = target(node, atMostTwo, outputs.get(node.index()).isArray());
        gathering.add(calls, atMostTwo, target);
        releaseOthers(atMostTwo, target);
        return target;
    }

    private Floats sum(Node node, List<Floats> parts) {
        Floats sum = parts.get(0);
        for (Floats part : parts.subList(1, parts.size())) {
            List<Floats> both = List.of(sum, part);
            Floats target = target(node, both, sum.isArray());
            calls.add(addition(node, sum, part, target));
            releaseOthers(both, target);
            sum = target;
        }
        return sum;
    }

    private void releaseOthers(List<Floats> parts, Floats kept) {
        parts.stream().filter(part -> part != kept).forEach(pool::release);
    }

    /** What lies in an array has its channels in blocks. */
    private Runnable addition(Node node, Floats sum, Floats part, Floats target) {
        if (sum.isArray() || part.isArray()) {
            return JoinKernel.addition(pass, node.output(), sum, part, target);
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

    /** One of the parts that nobody else needs, if there is one; best of the wanted kind. */
    private Floats target(Node node, List<Floats> parts, boolean array) {
        return parts.stream()
                .filter(part -> !pool.isShared(part))
                .filter(part -> part.isArray() == array)
                .findFirst()
                .orElseGet(() -> pool.take(pass.values(node.output()), array));
    }
}
