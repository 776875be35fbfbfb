package io.trainyard.engine.onednn;

import io.trainyard.dataset.Batch;
import io.trainyard.engine.network.Executor;
import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Liveness;
import io.trainyard.engine.network.Parameter;
import io.trainyard.engine.vector.Lanes;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs a network on the CPU, by one {@link Program} for each size of batch and kind of pass. With Java's
 * vectors a team of threads shares each batch; otherwise the library's own threads share each of its calls.
 */
public final class OneDnnExecutor implements Executor {

    /** One part in so many may be taken by activations. */
    private static final int SHARE_OF_HEAP = 4;

    private final Graph graph;
    private final List<Parameter> layout;
    private final Floats parameters;
    private final Floats gradients;
    private final Team team;
    private final List<Arena> arenas;
    private final @Nullable TiledMemory vectors;
    private final Chunks chunks;
    private final Set<Integer> padded;
    private final Map<Pass, Program> programs = new HashMap<>();

    /** Those of evaluations that have made what they need of the parameters as they are now. */
    private final Set<Program> prepared = Collections.newSetFromMap(new IdentityHashMap<>());

    private @Nullable Program lastTraining;
    private long seed;

    /**
     * @param parameters address of the parameter vector in host memory; stays valid until {@link #close}
     * @param gradients address of the gradient vector, likewise
     * @param threads to compute on
     * @param vectors whether to use Java's vectors, which {@link #hasVectors} must allow
     */
    public OneDnnExecutor(
            Graph graph, List<Parameter> layout, long parameters, long gradients, int threads, boolean vectors) {
        long length = layout.stream().mapToLong(Parameter::end).max().orElse(0);
        this.graph = graph;
        this.layout = layout;
        this.parameters = Floats.at(parameters, length);
        this.gradients = Floats.at(gradients, length);
        this.team = vectors ? new Team(threads, 1) : new Team(1, threads);
        this.arenas = Stream.generate(
                        () -> new Arena(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / Float.BYTES / team.size()))
                .limit(team.size())
                .toList();
        this.vectors = vectors ? TiledMemory.of(team.size()) : null;
        this.padded = vectors ? PaddedChannels.of(graph) : Set.of();
        this.chunks = vectors
                ? Chunks.of(new KernelKinds(new Fusion(graph, pass(1, false)), true), length, team.size())
                : new Chunks(Chunks.NONE);
    }

    /** Whether the library is there for this platform. */
    public static boolean isUsable() {
        return OneDnn.isUsable();
    }

    /**
     * Whether the kernels in Java's vector API can be used: Java was started with the module, and its vectors are as wide as
     * the library's. (On some processors Java does not use AVX-512 where the library does.)
     */
    public static boolean hasVectors() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() && Lanes.WIDTH == OneDnn.BLOCK;
    }

    @Override
    public void train(Batch batch, long seed, UnaryOperator<float[]> lossGradient) {
        this.seed = seed;
        parametersChanged();
        lastTraining = program(pass(batch.size(), true));
        lastTraining.train(FloatBuffer.wrap(batch.images()), lossGradient);
    }

    @Override
    public float[] evaluate(Batch batch) {
        lastTraining = null;
        int count = chunks.count(batch.size());
        if (count == 1) {
            return evaluate(FloatBuffer.wrap(batch.images()), batch.size());
        }
        int pixels = batch.images().length / batch.size();
        int classes = (int) graph.last().output().size();
        float[] logits = new float[batch.size() * classes];
        for (int chunk = 0; chunk < count; chunk++) {
            int begin = batch.size() * chunk / count;
            int end = batch.size() * (chunk + 1) / count;
            FloatBuffer images = FloatBuffer.wrap(batch.images(), begin * pixels, (end - begin) * pixels);
            System.arraycopy(
                    evaluate(images.slice(), end - begin), 0, logits, begin * classes, (end - begin) * classes);
        }
        return logits;
    }

    private float[] evaluate(FloatBuffer images, int size) {
        Program program = program(pass(size, false));
        float[] logits = program.forward(images, !prepared.contains(program));
        prepared.add(program);
        return logits;
    }

    @Override
    public void parametersChanged() {
        prepared.clear();
    }

    /** On the threads of the passes, which are still awake behind one; where the library has its own, on Java's. */
    @Override
    public void share(int count, IntConsumer piece) {
        if (vectors == null) {
            IntStream.range(0, count).parallel().forEach(piece);
            return;
        }
        Pile pieces = new Pile();
        team.run(team.size(), new Meeting(team.size()), member -> pieces.take(count, piece));
    }

    private Pass pass(int size, boolean training) {
        return new Pass(size, training, vectors != null, padded);
    }

    private Program program(Pass pass) {
        return programs.computeIfAbsent(pass, this::compile);
    }

    /** Each member makes its own primitives, since those that one thread makes share memory. */
    private Program compile(Pass pass) {
        Meeting meeting = new Meeting(Math.min(team.size(), pass.size()));
        Part[] parts = new Part[meeting.size()];
        for (int i = 0; i < parts.length; i++) {
            int next = i;
            team.run(parts.length, meeting, member -> {
                if (member == next) {
                    parts[member] = compile(Share.of(member, pass.size(), meeting), pass.training());
                }
            });
        }
        return new Program(team, meeting, List.of(parts));
    }

    private Part compile(Share share, boolean training) {
        Pass pass = pass(share.size(), training);
        return new Compiler(
                        new KernelChooser(
                                graph,
                                share,
                                pass,
                                layout,
                                parameters,
                                gradients,
                                vectors,
                                () -> seed,
                                InPassing.nothing()),
                        arenas.get(share.member()))
                .compile();
    }

    @Override
    public List<Liveness> liveness() {
        if (lastTraining == null) {
            throw new IllegalStateException("There was no training pass, or an evaluation has gone over it");
        }
        return lastTraining.liveness(graph);
    }

    @Override
    public void close() {
        programs.clear();
        team.close();
        arenas.forEach(Arena::free);
    }
}
