package io.trainyard.engine.onednn;

import io.trainyard.dataset.Batch;
import io.trainyard.engine.network.Executor;
import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.engine.network.Parameter;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Runs a network on the CPU, by one {@link Program} for each size of batch and kind of pass. */
public final class OneDnnExecutor implements Executor {

    private final Graph graph;
    private final List<Parameter> layout;
    private final Floats parameters;
    private final Floats gradients;
    private final Arena arena = new Arena();
    private final Map<Pass, Program> programs = new HashMap<>();
    private @Nullable Program lastTraining;
    private long seed;

    /**
     * @param parameters address of the parameter vector in host memory; stays valid until {@link #close}
     * @param gradients address of the gradient vector, likewise
     */
    public OneDnnExecutor(Graph graph, List<Parameter> layout, long parameters, long gradients) {
        long length = layout.stream().mapToLong(Parameter::end).max().orElse(0);
        this.graph = graph;
        this.layout = layout;
        this.parameters = Floats.at(parameters, length);
        this.gradients = Floats.at(gradients, length);
    }

    /** Whether the library is there for this platform. */
    public static boolean isUsable() {
        return OneDnn.isUsable();
    }

    @Override
    public void train(Batch batch, long seed, UnaryOperator<float[]> lossGradient) {
        this.seed = seed;
        lastTraining = program(new Pass(batch.size(), true));
        lastTraining.train(batch.images(), lossGradient);
    }

    @Override
    public float[] evaluate(Batch batch) {
        lastTraining = null;
        return program(new Pass(batch.size(), false)).forward(batch.images());
    }

    private Program program(Pass pass) {
        return programs.computeIfAbsent(pass, this::compile);
    }

    private Program compile(Pass pass) {
        KernelChooser kernels = new KernelChooser(graph, pass, layout, parameters, gradients, () -> seed);
        return new Compiler(graph, pass, kernels, arena).compile();
    }

    @Override
    public @Nullable FloatBuffer output(Node node) {
        return trained().output(node);
    }

    private Program trained() {
        if (lastTraining == null) {
            throw new IllegalStateException("There was no training pass, or an evaluation has gone over it");
        }
        return lastTraining;
    }

    @Override
    public void close() {
        programs.clear();
        arena.free();
    }
}
