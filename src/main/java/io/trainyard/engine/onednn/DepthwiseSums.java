package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Node;
import io.trainyard.engine.network.Parameter.Kind;
import io.trainyard.engine.vector.BiasGradient;
import io.trainyard.engine.vector.DepthwiseGradient;
import io.trainyard.engine.vector.Storage;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Shape;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * The gradients of a depthwise convolution's weights and bias on Java's vectors. The library has fast code for kernels of 3x3; for
 * 5x5 it copies the images for a product of matrices of each channel, which takes 20 times as long.
 */
final class DepthwiseSums {

    private final NodeMemory parameters;
    private final DepthwiseGradient weights;
    private final BiasGradient bias;
    private final double[] biasSums;
    private final int images;

    DepthwiseSums(NodeMemory parameters, Pass pass, Layer.Conv2d conv) {
        Node node = parameters.node();
        Shape output = pass.stored(node.output());
        this.parameters = parameters;
        this.weights = new DepthwiseGradient(output.channels(), Convolution.window(node, conv));
        this.bias = new BiasGradient(output.channels(), output.height() * output.width());
        this.biasSums = new double[output.channels()];
        this.images = pass.size();
    }

    /** Whether each channel has a kernel of its own, and channels lie in blocks. */
    static boolean isPossible(Pass pass, Node node, Layer.Conv2d conv) {
        int channels = node.input().channels();
        return conv.groups() == channels
                && conv.outChannels() == channels
                && pass.isBlocked(node.input())
                && pass.isBlocked(node.output());
    }

    void add(List<Runnable> calls, Floats input, Floats outputGradient, GradientParts gradients) {
        Storage x = input.storage();
        Storage yGradient = outputGradient.storage();
        FloatBuffer ofWeights = gradients.own(Kind.WEIGHT).buffer();
        calls.add(() -> write(weights.sum(x, yGradient, images), ofWeights));
        if (parameters.has(Kind.BIAS)) {
            FloatBuffer ofBias = gradients.own(Kind.BIAS).buffer();
            calls.add(() -> {
                bias.sum(yGradient, images, biasSums);
                write(biasSums, ofBias);
            });
        }
    }

    private static void write(double[] sums, FloatBuffer gradient) {
        for (int i = 0; i < gradient.limit(); i++) {
            gradient.put(i, (float) sums[i]);
        }
    }
}
