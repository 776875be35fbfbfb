package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Node;
import io.trainyard.engine.network.Parameter.Kind;
import io.trainyard.engine.vector.KernelPieces;
import io.trainyard.engine.vector.Storage;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Layer.Size;
import io.trainyard.spec.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * How a {@link PiecedKernel} brings gradients back to its inputs: as the convolution with turned kernels that it is, in pieces as well. The
 * way back of the convolution in pieces would have to make gradients of the moved images, which are larger.
 */
final class PiecedInputGradient {

    private final NodeMemory parameters;
    private final Share share;
    private final KernelPieces pieces;
    private final Floats moved;
    private final Floats weights;
    private final TiledKernel convolution;

    PiecedInputGradient(NodeMemory parameters, Share share, Pass pass, Layer.Conv2d conv, TiledMemory memory) {
        Node node = inPieces(parameters.node(), conv);
        this.parameters = parameters;
        this.share = share;
        this.pieces = pieces(parameters.node(), conv);
        this.moved = PiecedKernel.zeros(share.size() * node.input().size());
        Layer.Conv2d inPieces = PiecedKernel.conv(node);
        long length = (long) node.input().channels()
                * node.output().channels()
                * inPieces.kernelSize().area();
        this.weights = share.meeting().common(List.of(node, "weights"), () -> Floats.allocate(length));
        Following nothing = Following.nothing();
        NodeMemory own = new NodeMemory(node, Map.of(Kind.WEIGHT, weights), Map.of());
        this.convolution = new TiledKernel(own, share, pass, inPieces, null, nothing, memory);
    }

    /** Whether it makes fewer products than the other way. */
    static boolean suits(Pass pass, Node node, Layer.Conv2d conv) {
        if (pass.isPadded(node.output()) || !Convolution.isNarrow(conv)) {
            return false;
        }
        Node pieces = inPieces(node, conv);
        return pass.size() * pieces.input().size() <= PiecedKernel.MOST
                && TiledKernel.products(pieces.input(), pieces.output(), PiecedKernel.conv(pieces))
                        < PiecedKernel.productsBack(node, conv);
    }

    /** The path says that it is another one than the convolution in pieces, from which it may not differ in anything else. */
    private static Node inPieces(Node node, Layer.Conv2d conv) {
        KernelPieces pieces = pieces(node, conv);
        return new Node(
                node.index(),
                node.path() + ".gradient",
                new Node.Apply(new Layer.Conv2d(
                        node.input().channels(), PiecedKernel.ofPiece(conv), Size.square(1), Size.square(0), false)),
                node.inputs(),
                Shape.of(pieces.channels(), pieces.height(), pieces.width()),
                node.input());
    }

    private static KernelPieces pieces(Node node, Layer.Conv2d conv) {
        return new KernelPieces(
                node.output().channels(),
                Convolution.vertical(node.input(), node.output(), conv).backward(),
                Convolution.horizontal(node.input(), node.output(), conv).backward(),
                PiecedKernel.ofPiece(conv).height(),
                PiecedKernel.ofPiece(conv).width());
    }

    void add(List<Runnable> calls, Floats outputGradient, Floats inputGradient) {
        Storage y = outputGradient.storage();
        Storage target = moved.storage();
        calls.add(() -> pieces.spread(y, share.size(), target));
        convolution.forward(calls, List.of(moved), inputGradient);
    }

    void prepare(List<Runnable> calls) {
        FloatBuffer plain = parameters.value(Kind.WEIGHT).buffer();
        FloatBuffer target = weights.buffer();
        int inputs = parameters.node().input().channels();
        calls.add(() -> pieces.turnedWeights(plain, share.from(inputs), share.to(inputs), target));
        calls.add(new Rendezvous(share));
        convolution.prepare(calls);
    }
}
