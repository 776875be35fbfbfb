package io.trainyard.engine.optimizer;

import io.trainyard.engine.network.Parameter;
import io.trainyard.engine.network.Stretch;
import io.trainyard.engine.network.Threads;
import io.trainyard.spec.GradientClipping;
import io.trainyard.spec.Optimizer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One of torch.optim's rules, with weight decay and gradient clipping (torch.nn.utils.clip_grad_norm_ and
 * clip_grad_value_), in one pass over vectors in host memory. Batch norm's running statistics lie in them too and are
 * left alone.
 */
public final class HostUpdate {

    /** As in PyTorch, so that the norm may be 0. */
    private static final double EPS = 1e-6;

    private static final int PIECE = 1 << 17;

    /** Part of a stretch, for one of several threads. */
    private record Piece(int begin, int end, boolean decays) {

        static Stream<Piece> of(Stretch stretch) {
            int begin = Math.toIntExact(stretch.begin());
            int end = Math.toIntExact(stretch.end());
            return IntStream.range(0, (end - begin + PIECE - 1) / PIECE)
                    .map(i -> begin + i * PIECE)
                    .mapToObj(start -> new Piece(start, Math.min(end, start + PIECE), stretch.decays()));
        }
    }

    private final Optimizer optimizer;
    private final Rule rule;
    private final Threads threads;
    private final @Nullable GradientClipping clipping;
    private final List<Piece> pieces;
    private final FloatBuffer parameters;
    private final FloatBuffer gradients;
    private final List<FloatBuffer> states;
    private final ThreadLocal<Chunk> chunks;

    /** @param states as many as the optimizer has, as long as the parameters; filled with their initial values */
    public HostUpdate(
            Threads threads,
            Optimizer optimizer,
            @Nullable GradientClipping clipping,
            List<Parameter> layout,
            FloatBuffer parameters,
            FloatBuffer gradients,
            List<FloatBuffer> states) {
        this.threads = threads;
        this.optimizer = optimizer;
        this.rule = Rule.of(optimizer);
        this.clipping = clipping;
        this.pieces = Stretch.of(layout, optimizer.decayNormAndBias()).stream()
                .flatMap(Piece::of)
                .toList();
        this.parameters = parameters;
        this.gradients = gradients;
        this.states = List.copyOf(states);
        this.chunks = ThreadLocal.withInitial(() -> new Chunk(states.size()));
        states.forEach(this::fill);
    }

    private void fill(FloatBuffer state) {
        for (int i = 0; i < state.limit(); i++) {
            state.put(i, rule.initialState());
        }
    }

    /**
     * Moves the parameters by the gradients.
     *
     * @param iteration 1-based
     * @return whether all parameters are numbers still
     */
    public boolean apply(double learningRate, long iteration) {
        float factor = clipping instanceof GradientClipping.Norm norm ? factor(norm.maxNorm()) : 1;
        AtomicBoolean finite = new AtomicBoolean(true);
        threads.share(pieces.size(), piece -> {
            if (!apply(pieces.get(piece), factor, learningRate, iteration)) {
                finite.set(false);
            }
        });
        return finite.get();
    }

    private boolean apply(Piece piece, float factor, double learningRate, long iteration) {
        Chunk chunk = chunks.get();
        double weightDecay = piece.decays() ? optimizer.weightDecay() : 0;
        Rule.Move move = rule.at(new Rule.Step(learningRate, iteration, weightDecay));
        chunk.startWatch();
        for (int offset = piece.begin(); offset < piece.end(); offset += Chunk.CAPACITY) {
            chunk.read(offset, Math.min(Chunk.CAPACITY, piece.end() - offset), parameters, gradients, states);
            clip(chunk, factor);
            move.apply(chunk);
            chunk.watch();
            chunk.write(offset, parameters, states);
        }
        return chunk.wasFinite();
    }

    /** A gradient that is no number stays one, so that the next loss shows it. */
    private float factor(double maxNorm) {
        double factor = maxNorm / (norm() + EPS);
        return factor < 1 ? (float) factor : 1;
    }

    /** Pieces' sums are added up in the parameters' order, so that equal gradients give equal bits. */
    private double norm() {
        double[] squares = new double[pieces.size()];
        threads.share(squares.length, piece -> squares[piece] = squares(pieces.get(piece)));
        return Math.sqrt(Arrays.stream(squares).sum());
    }

    private double squares(Piece piece) {
        Chunk chunk = chunks.get();
        double sum = 0;
        for (int offset = piece.begin(); offset < piece.end(); offset += Chunk.CAPACITY) {
            sum += chunk.squares(offset, Math.min(Chunk.CAPACITY, piece.end() - offset), gradients);
        }
        return sum;
    }

    private void clip(Chunk chunk, float factor) {
        float[] g = chunk.gradients;
        if (clipping instanceof GradientClipping.Value value) {
            float limit = (float) value.maxValue();
            for (int i = 0; i < chunk.length(); i++) {
                g[i] = Math.max(-limit, Math.min(limit, g[i]));
            }
        } else if (factor != 1) {
            for (int i = 0; i < chunk.length(); i++) {
                g[i] *= factor;
            }
        }
    }
}
