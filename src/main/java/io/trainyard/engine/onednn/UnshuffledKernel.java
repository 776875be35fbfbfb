package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Node;
import io.trainyard.engine.vector.Moments;
import io.trainyard.engine.vector.PixelUnshuffle;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Layer.Size;
import io.trainyard.spec.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * conv2d of the images with a stride, which becomes one without by {@link PixelUnshuffle}: for the library's, of few channels and
 * with large steps, is far from what the processor can do. Nobody needs the gradient of images.
 */
final class UnshuffledKernel implements Kernel {

    /** More than so many times fewer multiplications: 7x7 kernels with stride 2, which have just that, took 1.1 of the time to train. */
    private static final double LEAST_GAIN = 3;

    private final Share share;
    private final PixelUnshuffle unshuffle;
    private final Floats images;
    private final RearrangedWeights weights;
    private final TiledKernel convolution;

    UnshuffledKernel(
            NodeMemory parameters, Share share, Pass pass, Layer.Conv2d conv, Following following, TiledMemory memory) {
        Node node = unshuffled(parameters.node(), conv);
        this.share = share;
        this.unshuffle = unshuffle(parameters.node(), conv);
        this.images = Floats.allocate(share.size() * node.input().size());
        this.weights = new RearrangedWeights(parameters, share, unshuffle, node);
        this.convolution = new TiledKernel(weights.memory(), share, pass, conv(node), null, following, memory);
    }

    /** Whether it is possible, and saves multiplications. */
    static boolean suits(Pass pass, Node node, Layer.Conv2d conv) {
        boolean possible = node.inputs().get(0) == Node.IMAGES
                && !pass.isBlocked(node.input())
                && conv.groups() == 1
                && conv.dilation().equals(Size.square(1))
                && isSquare(conv.kernelSize())
                && isSquare(conv.stride())
                && conv.stride().height() > 1;
        if (!possible) {
            return false;
        }
        Node unshuffled = unshuffled(node, conv);
        double more = (double) conv(unshuffled).flops(unshuffled.input()) / conv.flops(node.input());
        return TiledKernel.gain(pass, unshuffled.input(), unshuffled.output(), conv(unshuffled)) > LEAST_GAIN * more;
    }

    private static boolean isSquare(Size size) {
        return size.height() == size.width();
    }

    private static Layer.Conv2d conv(Node node) {
        return (Layer.Conv2d) Fusion.layer(node);
    }

    /** The convolution that takes the place. */
    private static Node unshuffled(Node node, Layer.Conv2d conv) {
        PixelUnshuffle unshuffle = unshuffle(node, conv);
        int stride = conv.stride().height();
        int side = PixelUnshuffle.side(conv.kernelSize().height(), stride);
        return new Node(
                node.index(),
                node.path(),
                new Node.Apply(new Layer.Conv2d(
                        conv.outChannels(), Size.square(side), Size.square(1), Size.square(0), conv.bias())),
                node.inputs(),
                Shape.of(
                        PixelUnshuffle.channels(node.input().channels(), stride),
                        unshuffle.height(),
                        unshuffle.width()),
                node.output());
    }

    private static PixelUnshuffle unshuffle(Node node, Layer.Conv2d conv) {
        return new PixelUnshuffle(
                node.input().channels(),
                node.input().height(),
                node.input().width(),
                conv.kernelSize().height(),
                conv.stride().height(),
                conv.paddingBefore().height(),
                conv.paddingBefore().width(),
                node.output().height(),
                node.output().width());
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
        FloatBuffer x = inputs.get(0).buffer();
        FloatBuffer target = images.buffer();
        calls.add(() -> unshuffle.images(x, share.size(), target));
        convolution.forward(calls, List.of(images), output);
    }

    @Override
    public void prepare(List<Runnable> calls) {
        weights.prepare(calls);
        convolution.prepare(calls);
    }

    @Override
    public void backward(List<Runnable> calls, Floats outputGradient, @Nullable Floats inputGradient) {
        convolution.backward(calls, outputGradient, null);
    }

    @Override
    public void conclude(List<Runnable> calls) {
        convolution.conclude(calls);
        weights.conclude(calls);
    }
}
