package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Parameter.Kind;
import io.trainyard.engine.vector.Finish;
import io.trainyard.engine.vector.Moments;
import io.trainyard.engine.vector.Operands;
import io.trainyard.engine.vector.Panels;
import io.trainyard.engine.vector.Rescale;
import io.trainyard.engine.vector.Storage;
import io.trainyard.engine.vector.TileConvolution;
import io.trainyard.engine.vector.TileWeights;
import io.trainyard.engine.vector.Tiling;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Shape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * conv2d of kernels of up to 5 weights a side, or 7 along one, on Java's vectors, by Winograd's algorithms, or, for images of a few pixels, without products
 * with the zeros around them (see {@link Tiling}). How the members of a team share the work is {@link TiledDirection}'s and
 * {@link TiledSums}'.
 */
final class TiledKernel implements Kernel {

    /** So many times fewer multiplications, else the library is faster; 5x5 pixels, which have 1.56, took a fifth less time. */
    private static final double LEAST_GAIN = 1.5;

    /** In groups of few channels the library is far from what the processor can do, but for depthwise ones. */
    private static final double LEAST_GAIN_OF_GROUPS = 0.15;

    /** Without products with what fills up a block, which the library need not have. */
    private static final double LEAST_GAIN_OF_PADDED = 1.4;

    private static final int MOST_STRIDE = 2;

    /** With fewer inputs, and in groups, a convolution with a stride takes as long as the library's or longer, since little of it is products. */
    private static final int LEAST_CHANNELS_OF_STRIDED = 64;

    private final NodeMemory parameters;
    private final Share share;
    private final Pass pass;
    private final TiledMemory memory;
    private final @Nullable Rescale rescale;
    private final @Nullable FoldedNorm norm;
    private final List<Integer> addend;
    private final Tiling tiling;
    private final Panels panels;
    private final TileWeights weights;
    private final Finish finish;
    private List<Moments> moments = List.of();
    private boolean adding;
    private float @Nullable [] scales;
    private @Nullable TiledDirection forward;
    private @Nullable TiledDirection backward;
    private @Nullable TiledSums sums;
    private @Nullable Floats input;

    /**
     * @param rescale what is still to be done to the inputs
     */
    TiledKernel(
            NodeMemory parameters,
            Share share,
            Pass pass,
            Layer.Conv2d conv,
            @Nullable Rescale rescale,
            Following following,
            TiledMemory memory) {
        Shape input = parameters.node().input();
        Shape stored = pass.stored(parameters.node().output());
        this.parameters = parameters;
        this.share = share;
        this.pass = pass;
        this.memory = memory;
        this.rescale = rescale;
        this.norm = following.norm();
        this.addend = following.addend();
        this.tiling = tiling(input, parameters.node().output(), conv);
        int merged = merged(input, conv);
        this.panels = tiling.panels(pass.stored(input).channels(), stored.channels(), conv.groups() / merged);
        this.weights = new TileWeights(tiling, panels, input.channels(), conv.outChannels(), conv.groups());
        Finish finish = Finish.of(new float[stored.channels()], norm != null || conv.bias(), following.relu());
        this.finish = following.pooled() ? finish.pooling() : finish;
    }

    /** Whether it is possible, and faster than the library. */
    static boolean suits(Pass pass, Shape input, Shape output, Layer.Conv2d conv) {
        boolean depthwise = conv.groups() == input.channels() && conv.groups() == output.channels();
        double filled = filled(pass, input) * filled(pass, output);
        double least = filled < 1 ? LEAST_GAIN_OF_PADDED : conv.groups() > 1 ? LEAST_GAIN_OF_GROUPS : LEAST_GAIN;
        return !depthwise && hasManyProducts(input, conv) && filled * gain(pass, input, output, conv) >= least;
    }

    private static boolean hasManyProducts(Shape input, Layer.Conv2d conv) {
        return conv.stride().area() == 1 || conv.groups() == 1 && input.channels() >= LEAST_CHANNELS_OF_STRIDED;
    }

    /** How many times fewer multiplications there are; 0 where it is not possible. */
    static double gain(Pass pass, Shape input, Shape output, Layer.Conv2d conv) {
        boolean possible = pass.isBlocked(input)
                && pass.isBlocked(output)
                && (merged(input, conv) == conv.groups() || !pass.isPadded(input) && !pass.isPadded(output))
                && Math.max(conv.stride().height(), conv.stride().width()) <= MOST_STRIDE
                && Tiling.serves(Convolution.vertical(input, output, conv), Convolution.horizontal(input, output, conv))
                && Convolution.isNarrow(conv);
        return possible ? tiling(input, output, conv).gain() / merged(input, conv) : 0;
    }

    /** Of a pair of channels. */
    static int products(Shape input, Shape output, Layer.Conv2d conv) {
        return tiling(input, output, conv).productsOfImage();
    }

    /** Of a pair of channels, for the input's gradient. */
    static int productsBack(Shape input, Shape output, Layer.Conv2d conv) {
        return tiling(input, output, conv).backward().productsOfImage();
    }

    /** The part of the channels' memory that is filled. */
    private static double filled(Pass pass, Shape shape) {
        return (double) shape.channels() / pass.stored(shape).channels();
    }

    private static int merged(Shape input, Layer.Conv2d conv) {
        return Panels.merged(conv.groups(), input.channels(), conv.outChannels());
    }

    private static Tiling tiling(Shape input, Shape output, Layer.Conv2d conv) {
        return Tiling.of(Convolution.vertical(input, output, conv), Convolution.horizontal(input, output, conv));
    }

    /**
     * Lets it take the moments of its outputs in passing; it cannot where members share the tiles.
     *
     * @return those of the pieces of this member's images; none if it cannot
     */
    List<Moments> takeMoments() {
        if (!TiledDirection.sharesTiles(share, tiling, panels)) {
            moments = Stream.generate(() -> new Moments(panels.outputs()))
                    .limit(TileConvolution.pieces(tiling, panels, share.size()))
                    .toList();
        }
        return moments;
    }

    @Override
    public List<Integer> readsToo() {
        return addend;
    }

    @Override
    public boolean takesArrays() {
        return true;
    }

    @Override
    public void forward(List<Runnable> calls, List<Floats> inputs, Floats output) {
        input = inputs.get(0);
        FloatBuffer plain = parameters.value(Kind.WEIGHT).buffer();
        TiledDirection direction = new TiledDirection(
                share,
                memory,
                memory.inputs(),
                tiling,
                panels,
                rescale,
                finish,
                moments,
                (block, begin, end, target, layout, place) ->
                        weights.forward(plain, block, begin, end, scales, target, layout, place),
                !pass.training(),
                List.of(parameters.node(), "output"));
        Storage addend = inputs.size() > 1 ? inputs.get(1).storage() : null;
        Operands tensors = new Operands(input.storage(), share.size(), output.storage(), addend);
        Stages.add(calls, share, List.of(direction.stages(tensors)));
        forward = direction;
    }

    @Override
    public void prepare(List<Runnable> calls) {
        calls.add(this::takeBias);
        if (forward != null) {
            forward.prepare(calls);
        }
    }

    @Override
    public void prepareBackward(List<Runnable> calls) {
        if (backward != null) {
            backward.prepare(calls);
        }
    }

    private void takeBias() {
        Floats own = parameters.has(Kind.BIAS) ? parameters.value(Kind.BIAS) : null;
        if (norm != null) {
            norm.update(own);
            scales = Arrays.copyOf(norm.scales().copy(), panels.outputs());
        }
        Floats terms = norm == null ? own : norm.bias();
        if (terms != null) {
            terms.buffer().get(finish.bias(), 0, (int) terms.length());
        }
    }

    @Override
    public boolean addsInputGradient() {
        adding = true;
        return true;
    }

    @Override
    public void backward(List<Runnable> calls, Floats outputGradient, @Nullable Floats inputGradient) {
        Storage yGradient = outputGradient.storage();
        sums = new TiledSums(parameters, share, pass, tiling, panels, rescale, memory, weights);
        Stages summing = sums.stages(input.storage(), yGradient);
        Stages.add(
                calls,
                share,
                inputGradient == null
                        ? List.of(summing)
                        : List.of(backToInput(yGradient, inputGradient.storage()), summing));
    }

    private Stages backToInput(Storage yGradient, Storage xGradient) {
        FloatBuffer plain = parameters.value(Kind.WEIGHT).buffer();
        int inputs = panels.allInputs();
        Tiling turned = tiling.backward();
        TiledDirection direction = new TiledDirection(
                share,
                memory,
                memory.backwardInputs(),
                turned,
                turned.panels(panels.outputs(), inputs, panels.groups()),
                null,
                Finish.none(inputs),
                List.of(),
                (block, begin, end, target, layout, place) ->
                        weights.transposed(plain, block, begin, end, target, layout, place),
                false,
                List.of(parameters.node(), "input"));
        backward = direction;
        return direction.stages(new Operands(yGradient, share.size(), xGradient, adding ? xGradient : null));
    }

    @Override
    public void conclude(List<Runnable> calls) {
        if (sums != null) {
            sums.conclude(calls);
        }
    }
}
