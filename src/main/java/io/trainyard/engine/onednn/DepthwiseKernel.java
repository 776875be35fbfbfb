package io.trainyard.engine.onednn;

import io.trainyard.engine.network.Node;
import io.trainyard.engine.network.Parameter.Kind;
import io.trainyard.engine.vector.DepthwiseBackward;
import io.trainyard.engine.vector.DepthwiseConvolution;
import io.trainyard.engine.vector.DepthwiseWeights;
import io.trainyard.engine.vector.Moments;
import io.trainyard.engine.vector.NormGradient;
import io.trainyard.engine.vector.NormGradientSums;
import io.trainyard.engine.vector.Rescale;
import io.trainyard.engine.vector.Storage;
import io.trainyard.engine.vector.Window;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Layer.Size;
import java.nio.FloatBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Depthwise conv2d of 3x3 kernels in training on Java's vectors. The library's is as fast, as it is memory that decides; but here
 * batch norms before and behind are done in passing, in both directions.
 */
final class DepthwiseKernel implements Kernel {

    private static final Size KERNEL = Size.square(3);
    private static final Size ONE = Size.square(1);

    private final NodeMemory parameters;
    private final Pass pass;
    private final Window window;
    private final int channels;
    private final boolean relu;
    private final @Nullable Rescale rescale;
    private final @Nullable NormGradientSums sumsBefore;
    private final NormsInPassing norms;
    private final Moments moments;
    private final GradientParts gradients;
    private final float[] arranged;
    private final float[] turned;
    private boolean takesMoments;
    private @Nullable Storage x;
    private @Nullable Storage y;

    /**
     * @param relu whether there is one behind it
     * @param norms what it can do for batch norms around it
     */
    DepthwiseKernel(
            NodeMemory parameters, Share share, Pass pass, Layer.Conv2d conv, boolean relu, NormsInPassing norms) {
        this.parameters = parameters;
        this.pass = pass;
        this.window = Convolution.window(parameters.node(), conv);
        this.channels = pass.stored(parameters.node().output()).channels();
        this.relu = relu;
        this.norms = norms;
        this.rescale = norms.rescale(parameters.node(), 0);
        this.sumsBefore = norms.takeSums(parameters.node(), 0);
        this.moments = new Moments(channels);
        this.gradients = new GradientParts(parameters, share);
        this.arranged = DepthwiseWeights.array(channels);
        this.turned = DepthwiseWeights.array(channels);
    }

    static boolean suits(Pass pass, Node node, Layer.Conv2d conv) {
        return pass.training()
                && pass.vectors()
                && DepthwiseSums.isPossible(pass, node, conv)
                && conv.kernelSize().equals(KERNEL)
                && conv.dilation().equals(ONE)
                && conv.stride().height() == conv.stride().width()
                && Convolution.isNarrow(conv);
    }

    List<Moments> takeMoments() {
        takesMoments = true;
        return List.of(moments);
    }

    @Override
    public boolean takesArrays() {
        return true;
    }

    @Override
    public void prepare(List<Runnable> calls) {
        FloatBuffer plain = parameters.value(Kind.WEIGHT).buffer();
        FloatBuffer bias =
                parameters.has(Kind.BIAS) ? parameters.value(Kind.BIAS).buffer() : null;
        calls.add(() -> {
            DepthwiseWeights.arrange(plain, bias, arranged);
            DepthwiseWeights.turn(plain, turned);
        });
    }

    @Override
    public void forward(List<Runnable> calls, List<Floats> inputs, Floats output) {
        Storage source = inputs.get(0).storage();
        Storage target = output.storage();
        DepthwiseConvolution convolution =
                new DepthwiseConvolution(window, channels, rescale, relu, takesMoments ? moments : null);
        calls.add(() -> convolution.run(source, pass.size(), arranged, target));
        x = source;
        y = target;
    }

    @Override
    public void backward(List<Runnable> calls, Floats outputGradient, @Nullable Floats inputGradient) {
        Storage input = x;
        Storage output = y;
        Storage yGradient = outputGradient.storage();
        Storage xGradient = inputGradient == null ? null : inputGradient.storage();
        FloatBuffer ofWeights = gradients.own(Kind.WEIGHT).buffer();
        FloatBuffer ofBias =
                parameters.has(Kind.BIAS) ? gradients.own(Kind.BIAS).buffer() : null;
        NormGradient behind = norms.gradient(parameters.node());
        DepthwiseBackward backward =
                new DepthwiseBackward(window, channels, ofBias != null, rescale, behind, sumsBefore);
        calls.add(() -> {
            backward.run(input, output, yGradient, pass.size(), turned, xGradient);
            backward.collect(ofWeights, ofBias);
        });
    }

    @Override
    public void conclude(List<Runnable> calls) {
        gradients.addUp(calls);
    }
}
