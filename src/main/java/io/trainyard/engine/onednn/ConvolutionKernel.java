package io.trainyard.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.trainyard.engine.network.Parameter.Kind;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Layer.Size;
import io.trainyard.spec.Shape;
import java.util.List;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.jspecify.annotations.Nullable;

/** conv2d; the weights [out, in / groups, kh, kw] are brought into the layout that the library likes, and gradients back. */
final class ConvolutionKernel implements Kernel {

    private static final int DIRECT = dnnl_convolution_direct;

    private final NodeMemory parameters;
    private final long[] strides;
    private final long[] dilates;
    private final long[] before;
    private final long[] after;
    private final long inputsPerOutput;
    private final memory.desc x;
    private final memory.desc y;
    private final memory.desc plainWeights;
    private final memory.desc anyWeights;
    private final memory.desc bias;
    private final convolution_forward.primitive_desc description;
    private @Nullable Floats input;

    ConvolutionKernel(NodeMemory parameters, Pass pass, Layer.Conv2d conv, primitive_attr attributes) {
        this.parameters = parameters;
        this.strides = pair(conv.stride());
        this.dilates =
                new long[] {conv.dilation().height() - 1L, conv.dilation().width() - 1L};
        this.before = pair(conv.paddingBefore());
        this.after = pair(conv.paddingAfter());
        this.inputsPerOutput = parameters.node().input().channels() / conv.groups();
        this.x = pass.nhwc(parameters.node().input());
        this.y = pass.nhwc(parameters.node().output());
        long[] shape = weights(conv, parameters.node().input());
        this.plainWeights = new memory.desc(
                shape, memory.data_type.f32, shape.length == 5 ? memory.format_tag.goihw : memory.format_tag.oihw);
        this.anyWeights = OneDnn.any(shape);
        this.bias = conv.bias() ? OneDnn.vector(conv.outChannels()) : OneDnn.NONE;
        this.description = new convolution_forward.primitive_desc(
                OneDnn.ENGINE,
                pass.kind(),
                DIRECT,
                x,
                anyWeights,
                bias,
                y,
                strides,
                dilates,
                before,
                after,
                attributes,
                false);
    }

    private static long[] weights(Layer.Conv2d conv, Shape input) {
        long out = conv.outChannels();
        long in = input.channels();
        long groups = conv.groups();
        long height = conv.kernelSize().height();
        long width = conv.kernelSize().width();
        return groups == 1
                ? new long[] {out, in, height, width}
                : new long[] {groups, out / groups, in / groups, height, width};
    }

    private static long[] pair(Size size) {
        return new long[] {size.height(), size.width()};
    }

    /** The library's name of the code that it chose, such as {@code jit:avx2}. */
    String implementation() {
        return description.impl_info_str().getString();
    }

    @Override
    public void forward(List<Runnable> calls, List<Floats> inputs, Floats output) {
        input = inputs.get(0);
        memory weights = Reorder.toLibrary(
                calls, parameters.value(Kind.WEIGHT).as(plainWeights), plainWeights, description.weights_desc());
        Call call = new Call(new convolution_forward(description))
                .with(DNNL_ARG_SRC, input.as(x))
                .with(DNNL_ARG_WEIGHTS, weights)
                .with(DNNL_ARG_DST, output.as(y));
        if (parameters.has(Kind.BIAS)) {
            call.with(DNNL_ARG_BIAS, parameters.value(Kind.BIAS).as(bias));
        }
        calls.add(call);
    }

    @Override
    public void backward(List<Runnable> calls, Floats outputGradient, @Nullable Floats inputGradient) {
        backwardWeights(calls, outputGradient.as(y));
        if (inputGradient != null) {
            backwardData(calls, outputGradient.as(y), inputGradient.as(x));
        }
    }

    private void backwardWeights(List<Runnable> calls, memory yGradient) {
        var backward = new convolution_backward_weights.primitive_desc(
                OneDnn.ENGINE,
                DIRECT,
                x,
                anyWeights,
                bias,
                y,
                strides,
                dilates,
                before,
                after,
                description,
                OneDnn.deterministic(),
                false);
        if (overruns(backward)) {
            backward.next_impl();
        }
        memory plain = parameters.gradient(Kind.WEIGHT).as(plainWeights);
        memory gradient = Reorder.target(plain, plainWeights, backward.diff_weights_desc());
        Call call = new Call(new convolution_backward_weights(backward))
                .with(DNNL_ARG_SRC, input.as(x))
                .with(DNNL_ARG_DIFF_DST, yGradient)
                .with(DNNL_ARG_DIFF_WEIGHTS, gradient);
        if (parameters.has(Kind.BIAS)) {
            call.with(DNNL_ARG_DIFF_BIAS, parameters.gradient(Kind.BIAS).as(bias));
        }
        calls.add(call);
        Reorder.fromLibrary(calls, gradient, plain);
    }

    /**
     * Version 3.11 writes beyond its own scratch memory in this implementation, if a 1x1 kernel with a stride sees fewer
     * than 16 channels.
     */
    private boolean overruns(convolution_backward_weights.primitive_desc backward) {
        boolean strided = strides[0] > 1 || strides[1] > 1;
        return strided
                && inputsPerOutput < 16
                && backward.impl_info_str().getString().startsWith("jit_1x1");
    }

    private void backwardData(List<Runnable> calls, memory yGradient, memory xGradient) {
        var backward = new convolution_backward_data.primitive_desc(
                OneDnn.ENGINE,
                DIRECT,
                x,
                anyWeights,
                y,
                strides,
                dilates,
                before,
                after,
                description,
                OneDnn.deterministic(),
                false);
        memory weights = Reorder.toLibrary(
                calls, parameters.value(Kind.WEIGHT).as(plainWeights), plainWeights, backward.weights_desc());
        calls.add(new Call(new convolution_backward_data(backward))
                .with(DNNL_ARG_DIFF_DST, yGradient)
                .with(DNNL_ARG_WEIGHTS, weights)
                .with(DNNL_ARG_DIFF_SRC, xGradient));
    }
}
