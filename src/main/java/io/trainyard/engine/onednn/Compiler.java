package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.engine.onednn.Kernel.InputGradient;
import io.trainyard.engine.onednn.Kernel.Output;
import io.trainyard.spec.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes one member's {@link Part} of a program. For training, what the forward pass computes is kept for the backward pass;
 * otherwise memory is used anew as soon as its last reader is done, as are gradients.
 */
final class Compiler {

    private final Graph graph;
    private final Share share;
    private final Pass pass;
    private final KernelChooser kernels;
    private final Arena arena;
    private final Pool pool;
    private final List<Kernel> chosen = new ArrayList<>();
    private final List<Floats> outputs = new ArrayList<>();
    private final List<Runnable> forward = new ArrayList<>();
    private final List<Runnable> backward = new ArrayList<>();

    Compiler(KernelChooser kernels, Arena arena) {
        this.graph = kernels.graph();
        this.share = kernels.share();
        this.pass = kernels.pass();
        this.kernels = kernels;
        this.arena = arena;
        this.pool = new Pool(arena);
    }

    Part compile() {
        arena.startOver();
        Shape image = Shape.of(graph.input());
        Floats images = pool.take(pass.values(image));
        graph.nodes().forEach(node -> forward(node, images));
        Floats logits =
                outputs.get(outputs.size() - 1).part(0, pass.values(lastNode().output()));
        Floats gradient = pass.training() ? backward() : null;
        List<Runnable> preparation = new ArrayList<>();
        List<Runnable> conclusion = new ArrayList<>();
        chosen.forEach(kernel -> kernel.prepare(preparation));
        chosen.forEach(kernel -> kernel.conclude(conclusion));
        return new Part(
                share,
                pass,
                chosen,
                inTurn(preparation, forward),
                inTurn(backward, conclusion),
                images,
                image,
                outputs,
                kernels.inPassing().rescales(),
                logits,
                gradient);
    }

    /** The members meet in between. */
    private List<Runnable> inTurn(List<Runnable> first, List<Runnable> second) {
        List<Runnable> all = new ArrayList<>(first);
        if (!first.isEmpty() && !second.isEmpty()) {
            all.add(share::await);
        }
        all.addAll(second);
        return all;
    }

    private Node lastNode() {
        return graph.nodes().get(graph.nodes().size() - 1);
    }

    private void forward(Node node, Floats images) {
        Kernel kernel = kernels.of(node);
        List<Floats> inputs = node.inputs().stream()
                .map(index -> index == Node.IMAGES ? images : outputs.get(index))
                .toList();
        Floats output = kernel.output() == Output.INPUT ? inputs.get(0) : newOutput(node);
        kernel.forward(forward, inputs, output);
        chosen.add(kernel);
        outputs.add(output);
        if (!pass.training()) {
            settle(node, kernel, output);
        }
    }

    private Floats newOutput(Node node) {
        long length = pass.values(node.output());
        return pass.training() ? arena.take(length) : pool.take(length);
    }

    /** Notes who will still read the output, and that the inputs were read. */
    private void settle(Node node, Kernel kernel, Floats output) {
        int readers = Math.max(1, graph.consumers(node).size());
        for (int i = kernel.output() == Output.NEW ? 1 : 0; i < readers; i++) {
            pool.share(output);
        }
        node.inputs().stream()
                .filter(index -> index != Node.IMAGES)
                .map(outputs::get)
                .forEach(pool::release);
    }

    /** @return where the gradient of the logits is expected */
    private Floats backward() {
        Set<Integer> needed = nodesThatNeedGradients();
        Map<Integer, List<Floats>> gradients = new HashMap<>();
        Floats logitsGradient = pool.take(pass.values(lastNode().output()));
        gradients.put(lastNode().index(), List.of(pool.share(logitsGradient)));
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            if (needed.contains(i)) {
                backward(graph.nodes().get(i), gradients, needed);
            }
        }
        return logitsGradient.part(0, pass.values(lastNode().output()));
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
        Floats inputGradient = null;
        for (int input : node.inputs()) {
            if (needed.contains(input)) {
                List<Floats> parts = gradients.computeIfAbsent(input, index -> new ArrayList<>());
                if (isOneOfItsOwn(parts) && kernel.addsInputGradient()) {
                    inputGradient = parts.get(0);
                } else {
                    inputGradient = inputGradient(node, kernel, gradient);
                    parts.add(inputGradient);
                }
            }
        }
        kernel.backward(backward, gradient, inputGradient);
        pool.release(gradient);
    }

    /** Whether another reader has left a gradient that nobody else needs. */
    private boolean isOneOfItsOwn(List<Floats> parts) {
        return parts.size() == 1 && !pool.isShared(parts.get(0));
    }

    private Floats inputGradient(Node node, Kernel kernel, Floats gradient) {
        boolean same = kernel.inputGradient() == InputGradient.SAME
                || (kernel.inputGradient() == InputGradient.IN_PLACE && !pool.isShared(gradient));
        return same ? pool.share(gradient) : pool.take(pass.values(node.input()));
    }

    /** What all readers of the node's output want of it, in one place. */
    private Floats sum(Node node, @Nullable List<Floats> parts) {
        if (parts == null || parts.isEmpty()) {
            throw new IllegalStateException("Nothing depends on layer " + node.path());
        }
        Floats sum = parts.get(0);
        if (parts.size() == 1) {
            return sum;
        }
        SumKernel addition = new SumKernel(pass.tensor(node.output()), OneDnn.attributes());
        for (Floats part : parts.subList(1, parts.size())) {
            Floats target = target(node, sum, part);
            backward.add(addition.add(sum, part, target));
            pool.release(sum == target ? part : sum);
            if (part != target && sum != target) {
                pool.release(part);
            }
            sum = target;
        }
        return sum;
    }

    private Floats target(Node node, Floats sum, Floats part) {
        if (!pool.isShared(sum)) {
            return sum;
        }
        return pool.isShared(part) ? pool.take(pass.values(node.output())) : part;
    }
}
