package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.engine.onednn.Kernel.Output;
import io.trainyard.spec.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
    private final List<Kernel> chosen;
    private final Placement placement;
    private final List<Floats> outputs = new ArrayList<>();
    private final List<Runnable> preparation = new ArrayList<>();
    private final List<Runnable> forward = new ArrayList<>();
    private final List<Integer> begins = new ArrayList<>();
    private final List<Runnable> conclusion = new ArrayList<>();

    Compiler(KernelChooser kernels, Arena arena) {
        this.graph = kernels.graph();
        this.share = kernels.share();
        this.pass = kernels.pass();
        this.kernels = kernels;
        this.arena = arena;
        this.pool = new Pool(arena);
        this.chosen = graph.nodes().stream().map(kernels::of).toList();
        this.placement = new Placement(graph, chosen);
    }

    Part compile() {
        arena.startOver();
        Shape image = Shape.of(graph.input());
        Floats images = pool.take(pass.values(image), false);
        graph.nodes().forEach(node -> forward(node, images));
        Floats logits =
                outputs.get(outputs.size() - 1).part(0, pass.values(graph.last().output()));
        BackwardCompiler backward = new BackwardCompiler(kernels, chosen, outputs, pool);
        Floats gradient = pass.training() ? backward.compile() : null;
        Schedule there = new Schedule(forward);
        Schedule back = new Schedule(backward.calls());
        graph.nodes().forEach(node -> prepare(node, there));
        backward.ranges().forEach((node, range) -> prepareAndConclude(chosen.get(node), range, back));
        return new Part(
                share,
                pass,
                chosen,
                followed(preparation),
                there.calls(),
                inTurn(back.calls(), conclusion),
                images,
                image,
                outputs,
                kernels.inPassing().rescales(),
                logits,
                gradient);
    }

    /** In evaluation before all else, since it is not done every time. */
    private void prepare(Node node, Schedule schedule) {
        List<Runnable> work = new ArrayList<>();
        chosen.get(node.index()).prepare(work);
        if (!pass.training() || !schedule.before(begins.get(node.index()), work)) {
            preparation.addAll(work);
        }
    }

    private void prepareAndConclude(Kernel kernel, BackwardCompiler.Range range, Schedule schedule) {
        List<Runnable> before = new ArrayList<>();
        kernel.prepareBackward(before);
        if (!schedule.before(range.begin(), before)) {
            preparation.addAll(before);
        }
        List<Runnable> behind = new ArrayList<>();
        kernel.conclude(behind);
        if (!schedule.behind(range.end(), behind)) {
            conclusion.addAll(behind);
        }
    }

    /** The members meet in any case, since it may be that only some have something to prepare. */
    private List<Runnable> followed(List<Runnable> preparation) {
        preparation.add(new Rendezvous(share));
        return preparation;
    }

    /** The members meet in between. */
    private List<Runnable> inTurn(List<Runnable> first, List<Runnable> second) {
        List<Runnable> all = new ArrayList<>(first);
        if (!first.isEmpty() && !second.isEmpty()) {
            all.add(new Rendezvous(share));
        }
        all.addAll(second);
        return all;
    }

    private void forward(Node node, Floats images) {
        Kernel kernel = chosen.get(node.index());
        List<Floats> inputs = Stream.concat(node.inputs().stream(), kernel.readsToo().stream())
                .map(index -> index == Node.IMAGES ? images : outputs.get(index))
                .toList();
        Floats output = kernel.output() == Output.NEW
                ? newOutput(node)
                : inputs.get(kernel.output().input());
        begins.add(forward.size());
        kernel.forward(forward, inputs, output);
        outputs.add(output);
        if (!pass.training()) {
            settle(node, kernel, output);
        }
    }

    private Floats newOutput(Node node) {
        long length = pass.values(node.output());
        boolean array = placement.isInArray(node);
        return pass.training() ? arena.take(length, array) : pool.take(length, array);
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
}
