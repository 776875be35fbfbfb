package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Node;
import io.trainyard.engine.vector.KernelPieces;
import io.trainyard.engine.vector.Moments;
import io.trainyard.engine.vector.Storage;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Layer.Size;
import io.trainyard.spec.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * conv2d with a kernel of 6x6 to 10x10 pixels, as one with kernels of half the rows, and half the columns but for 7, on two or four times the channels, see
 * {@link KernelPieces}.
 */
final class PiecedKernel implements Kernel {

    /** A kernel with so many rows is not one piece. */
    static final int LEAST_KERNEL = 6;

    /** Columns that need not be cut, since there are tiles for them. */
    private static final int UNCUT_COLUMNS = 7;

    /** So many times fewer multiplications, for the images are copied and their tiles transformed four times. */
    private static final double LEAST_GAIN = 2;

    /** Floats of a member's moved images: 64 MiB. */
    static final long MOST = 1 << 24;

    /** One part in so many of the heap may be taken by the moved images of one convolution. */
    private static final int SHARE_OF_HEAP = 32;

    private static final Size ONE = Size.square(1);

    private final Share share;
    private final KernelPieces pieces;
    private final Floats moved;
    private final RearrangedWeights weights;
    private final TiledKernel convolution;
    private final @Nullable PiecedInputGradient back;

    /** Held, since views of it do not keep its memory. */
    private @Nullable Floats movedGradient;

    PiecedKernel(
            NodeMemory parameters, Share share, Pass pass, Layer.Conv2d conv, Following following, TiledMemory memory) {
        Node node = inPieces(parameters.node(), conv);
        this.share = share;
        this.pieces = pieces(parameters.node(), conv);
        this.moved = zeros(share.size() * node.input().size());
        this.weights = new RearrangedWeights(parameters, share, pieces, node);
        this.convolution = new TiledKernel(weights.memory(), share, pass, conv(node), null, following, memory);
        this.back = pass.training() && PiecedInputGradient.suits(pass, parameters.node(), conv)
                ? new PiecedInputGradient(parameters, share, pass, conv, memory)
                : null;
    }

    static Floats zeros(long length) {
        if (length * Float.BYTES <= Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP) {
            return Floats.array(length);
        }
        Floats outside = Floats.allocate(length);
        outside.buffer().put(new float[Math.toIntExact(length)]);
        return outside;
    }

    /** Whether it is possible, and saves multiplications. */
    static boolean suits(Pass pass, Node node, Layer.Conv2d conv) {
        Size kernel = conv.kernelSize();
        boolean possible = pass.isBlocked(node.input())
                && !pass.isPadded(node.input())
                && conv.groups() == 1
                && conv.dilation().equals(ONE)
                && conv.stride().equals(ONE)
                && kernel.height() == kernel.width()
                && kernel.height() >= LEAST_KERNEL;
        if (!possible) {
            return false;
        }
        Node halves = inPieces(node, conv);
        double more = (double) conv(halves).flops(halves.input()) / conv.flops(node.input());
        return pass.size() * halves.input().size() <= MOST
                && TiledKernel.gain(pass, halves.input(), halves.output(), conv(halves)) >= LEAST_GAIN * more;
    }

    static Layer.Conv2d conv(Node node) {
        return (Layer.Conv2d) Fusion.layer(node);
    }

    /** The convolution that takes the place. */
    private static Node inPieces(Node node, Layer.Conv2d conv) {
        KernelPieces pieces = pieces(node, conv);
        return new Node(
                node.index(),
                node.path(),
                new Node.Apply(new Layer.Conv2d(conv.outChannels(), ofPiece(conv), ONE, Size.square(0), conv.bias())),
                node.inputs(),
                Shape.of(pieces.channels(), pieces.height(), pieces.width()),
                node.output());
    }

    /** The kernel of a piece. */
    static Size ofPiece(Layer.Conv2d conv) {
        Size kernel = conv.kernelSize();
        return new Size(half(kernel.height()), kernel.width() == UNCUT_COLUMNS ? UNCUT_COLUMNS : half(kernel.width()));
    }

    private static int half(int kernel) {
        return (kernel + 1) / 2;
    }

    /** Of a pair of channels, for the gradients of the moved images. */
    static int productsBack(Node node, Layer.Conv2d conv) {
        Node pieces = inPieces(node, conv);
        return TiledKernel.productsBack(pieces.input(), pieces.output(), conv(pieces));
    }

    private static KernelPieces pieces(Node node, Layer.Conv2d conv) {
        return new KernelPieces(
                node.input().channels(),
                Convolution.vertical(node.input(), node.output(), conv),
                Convolution.horizontal(node.input(), node.output(), conv),
                ofPiece(conv).height(),
                ofPiece(conv).width());
    }

    /** See {@link TiledKernel#takeMoments}. */
    List<Moments> takeMoments() {
        return convolution.takeMoments();
    }

    @Override
    public boolean takesArrays() {
        return true;
    }

    @Override
    public void forward(List<Runnable> calls, List<Floats> inputs, Floats output) {
        Storage x = inputs.get(0).storage();
        Storage target = moved.storage();
        calls.add(() -> pieces.spread(x, share.size(), target));
        convolution.forward(calls, List.of(moved), output);
    }

    @Override
    public void prepare(List<Runnable> calls) {
        weights.prepare(calls);
        convolution.prepare(calls);
        if (back != null) {
            back.prepare(calls);
        }
    }

    @Override
    public void prepareBackward(List<Runnable> calls) {
        convolution.prepareBackward(calls);
    }

    @Override
    public void backward(List<Runnable> calls, Floats outputGradient, @Nullable Floats inputGradient) {
        if (inputGradient != null && back == null) {
            backThroughMovedImages(calls, outputGradient, inputGradient);
            return;
        }
        if (inputGradient != null) {
            back.add(calls, outputGradient, inputGradient);
        }
        convolution.backward(calls, outputGradient, null);
    }

    private void backThroughMovedImages(List<Runnable> calls, Floats outputGradient, Floats inputGradient) {
        movedGradient = zeros(moved.length());
        Storage source = movedGradient.storage();
        Storage target = inputGradient.storage();
        convolution.backward(calls, outputGradient, movedGradient);
        calls.add(() -> pieces.gather(source, share.size(), target));
    }

    @Override
    public void conclude(List<Runnable> calls) {
        convolution.conclude(calls);
        weights.conclude(calls);
    }
}
