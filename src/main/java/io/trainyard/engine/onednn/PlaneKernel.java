package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Node;
import io.trainyard.engine.network.Parameter.Kind;
import io.trainyard.engine.vector.Finish;
import io.trainyard.engine.vector.PlaneConvolution;
import io.trainyard.engine.vector.PlaneGradient;
import io.trainyard.engine.vector.PlanePixels;
import io.trainyard.engine.vector.PlaneWeights;
import io.trainyard.engine.vector.Storage;
import io.trainyard.engine.vector.Window;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Layer.Size;
import io.trainyard.spec.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * conv2d between tensors of few channels on Java's vectors, which are filled from pixels beside each other: the library fills them from
 * channels.
 */
final class PlaneKernel implements Kernel {

    private static final Size ONE = Size.square(1);

    private final NodeMemory parameters;
    private final Pass pass;
    private final Window window;
    private final @Nullable FoldedNorm norm;
    private final Finish finish;
    private final PlaneWeights weights;
    private final float[] arranged;
    private final PlanePixels pixels;
    private final PlaneConvolution convolution;
    private final GradientParts gradients;

    /** @param following without a sum */
    PlaneKernel(NodeMemory parameters, Share share, Pass pass, Layer.Conv2d conv, Following following) {
        Shape input = parameters.node().input();
        int in = input.channels();
        int out = conv.outChannels();
        this.window = Convolution.window(parameters.node(), conv);
        this.parameters = parameters;
        this.pass = pass;
        this.norm = following.norm();
        Finish plain = Finish.of(new float[out], norm != null || conv.bias(), following.relu());
        this.finish = following.pooled() ? plain.pooling() : plain;
        this.weights = new PlaneWeights(window, in, out);
        this.arranged = weights.ofOutputs();
        this.pixels = new PlanePixels(window, in, pass.beside(input), pass.training() ? pass.size() : 1);
        this.convolution = new PlaneConvolution(window, pixels, out, finish);
        this.gradients = new GradientParts(parameters, share);
    }

    /** Whether it is possible: outputs lie channel by channel, and so do inputs, or they are images. */
    static boolean suits(Pass pass, Node node, Layer.Conv2d conv) {
        boolean image = node.inputs().get(0) == Node.IMAGES && node.input().channels() <= Pass.CHANNELS_OF_IMAGES;
        return pass.isPlanar(node.output())
                && (image || pass.isPlanar(node.input()))
                && conv.groups() == 1
                && conv.stride().equals(ONE)
                && Convolution.isNarrow(conv);
    }

    @Override
    public boolean takesArrays() {
        return true;
    }

    @Override
    public void forward(List<Runnable> calls, List<Floats> inputs, Floats output) {
        Storage x = inputs.get(0).storage();
        Storage y = output.storage();
        calls.add(() -> convolution.run(x, pass.size(), arranged, y));
    }

    /** Each member for itself: few channels have few weights. */
    @Override
    public void prepare(List<Runnable> calls) {
        FloatBuffer plain = parameters.value(Kind.WEIGHT).buffer();
        calls.add(() -> weights.forward(plain, takeBias(), arranged));
    }

    /** @return factors of the weights; null for 1 */
    private float @Nullable [] takeBias() {
        Floats own = parameters.has(Kind.BIAS) ? parameters.value(Kind.BIAS) : null;
        if (norm != null) {
            norm.update(own);
        }
        Floats terms = norm == null ? own : norm.bias();
        if (terms != null) {
            terms.buffer().get(finish.bias());
        }
        return norm == null ? null : norm.scales().copy();
    }

    @Override
    public void backward(List<Runnable> calls, Floats outputGradient, @Nullable Floats inputGradient) {
        Storage yGradient = outputGradient.storage();
        PlaneGradient gradient = new PlaneGradient(window, pixels, finish.bias().length);
        FloatBuffer ofWeights = gradients.own(Kind.WEIGHT).buffer();
        FloatBuffer ofBias =
                parameters.has(Kind.BIAS) ? gradients.own(Kind.BIAS).buffer() : null;
        calls.add(() -> gradient.sum(yGradient, pass.size(), ofWeights, ofBias));
        if (inputGradient != null) {
            convolve(calls, yGradient, inputGradient.storage());
        }
    }

    private void convolve(List<Runnable> calls, Storage yGradient, Storage xGradient) {
        int in = parameters.node().input().channels();
        Window back = window.backward();
        PlanePixels slopes = new PlanePixels(back, finish.bias().length, 1, 1);
        PlaneConvolution backward = new PlaneConvolution(back, slopes, in, Finish.none(in));
        FloatBuffer plain = parameters.value(Kind.WEIGHT).buffer();
        float[] arranged = weights.ofInputs();
        calls.add(() -> {
            weights.backward(plain, arranged);
            backward.run(yGradient, pass.size(), arranged, xGradient);
        });
    }

    @Override
    public void conclude(List<Runnable> calls) {
        gradients.addUp(calls);
    }
}
