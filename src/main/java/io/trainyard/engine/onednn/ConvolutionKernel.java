package io.trainyard.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.trainyard.engine.network.Parameter.Kind;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Layer.Size;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.jspecify.annotations.Nullable;

/**
 * conv2d. The weights [out, in / groups, kh, kw], and images where the library prefers so, are brought into the layout
 * that its primitive likes, and gradients back.
 */
final class ConvolutionKernel implements Kernel {

    private final NodeMemory parameters;
    private final Share share;
    private final Convolution convolution;
    private final memory.desc x;
    private final memory.desc y;
    private final convolution_forward.primitive_desc description;
    private final @Nullable FoldedNorm norm;
    private final Pass pass;
    private final GradientParts gradients;
    private final List<Runnable> preparation = new ArrayList<>();
    private final @Nullable DepthwiseSums depthwise;
    private final @Nullable TurnedDepthwise turned;
    private final List<Integer> addend;
    private @Nullable Floats input;

    /** @param following without a pool */
    ConvolutionKernel(NodeMemory parameters, Share share, Pass pass, Layer.Conv2d conv, Following following) {
        this.parameters = parameters;
        this.share = share;
        this.pass = pass;
        this.gradients = new GradientParts(parameters, share);
        this.norm = following.norm();
        this.addend = following.addend();
        this.convolution = new Convolution(parameters.node(), pass, conv, conv.bias() || norm != null);
        this.x = pass.tensor(parameters.node().input());
        this.y = pass.tensor(parameters.node().output());
        this.description = convolution.forward(attributes(following));
        this.depthwise = pass.vectors()
                        && pass.training()
                        && DepthwiseSums.isPossible(pass, parameters.node(), conv)
                        && !convolution.hasFastDepthwiseWeights()
                ? new DepthwiseSums(parameters, pass, conv)
                : null;
        this.turned = pass.training() && TurnedDepthwise.suits(pass, parameters.node(), conv)
                ? new TurnedDepthwise(parameters.node(), pass, conv)
                : null;
    }

    /** Whether it can do a sum behind it, which the library's Winograd algorithm cannot. */
    static boolean adds(Layer.Conv2d conv) {
        return conv.groups() == 1
                && !(conv.kernelSize().equals(Size.square(3)) && conv.stride().equals(Size.square(1)));
    }

    private primitive_attr attributes(Following following) {
        post_ops after = new post_ops();
        if (!following.addend().isEmpty()) {
            after.append_binary(dnnl_binary_add, y);
        }
        if (following.relu()) {
            after.append_eltwise(dnnl_eltwise_relu, 0, 0);
        }
        if (following.function() != null) {
            EltwiseFunction.of(following.function()).append(after);
        }
        return OneDnn.attributes(after);
    }

    @Override
    public List<Integer> readsToo() {
        return addend;
    }

    @Override
    public void forward(List<Runnable> calls, List<Floats> inputs, Floats output) {
        input = inputs.get(0);
        memory result = output.as(y);
        memory target = Reorder.target(result, y, description.dst_desc());
        Call call = new Call(new convolution_forward(description))
                .with(DNNL_ARG_SRC, Reorder.toLibrary(calls, input.as(x), x, description.src_desc()))
                .with(DNNL_ARG_WEIGHTS, forwardWeights(description.weights_desc()))
                .with(DNNL_ARG_DST, target);
        Floats bias = norm == null ? ownBias() : norm.bias();
        if (bias != null) {
            call.with(DNNL_ARG_BIAS, bias.as(convolution.bias()));
        }
        if (!addend.isEmpty()) {
            call.with(
                    DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | DNNL_ARG_SRC_1,
                    inputs.get(1).as(y));
        }
        calls.add(call);
        Reorder.fromLibrary(calls, target, result);
    }

    private @Nullable Floats ownBias() {
        return parameters.has(Kind.BIAS) ? parameters.value(Kind.BIAS) : null;
    }

    private memory forwardWeights(memory.desc wanted) {
        if (norm == null) {
            return weights("forward", wanted);
        }
        preparation.add(() -> norm.update(ownBias()));
        memory plain = parameters.value(Kind.WEIGHT).as(convolution.plainWeights());
        return Reorder.scaled(
                preparation, plain, convolution.isGrouped(), norm.scales().as(convolution.bias()), wanted);
    }

    @Override
    public void prepare(List<Runnable> calls) {
        calls.addAll(preparation);
    }

    private memory weights(String use, memory.desc wanted) {
        memory.desc plain = convolution.plainWeights();
        return new CommonWeights(parameters, share, use)
                .get(preparation, parameters.value(Kind.WEIGHT).as(plain), plain, wanted);
    }

    @Override
    public void backward(List<Runnable> calls, Floats outputGradient, @Nullable Floats inputGradient) {
        if (depthwise == null) {
            backwardWeights(calls, outputGradient.as(y));
        } else {
            depthwise.add(calls, input, outputGradient, gradients);
        }
        if (inputGradient != null && turned != null) {
            turned.add(calls, parameters.value(Kind.WEIGHT), outputGradient, inputGradient);
        } else if (inputGradient != null) {
            backwardData(calls, outputGradient.as(y), inputGradient.as(x));
        }
    }

    private void backwardWeights(List<Runnable> calls, memory yGradient) {
        var backward = convolution.backwardWeights();
        memory.desc plain = convolution.plainWeights();
        memory gradient = gradients.own(Kind.WEIGHT).as(plain);
        memory target = Reorder.target(gradient, plain, backward.diff_weights_desc());
        Call call = new Call(new convolution_backward_weights(backward))
                .with(DNNL_ARG_SRC, Reorder.toLibrary(calls, input.as(x), x, backward.src_desc()))
                .with(DNNL_ARG_DIFF_DST, Reorder.toLibrary(calls, yGradient, y, backward.diff_dst_desc()))
                .with(DNNL_ARG_DIFF_WEIGHTS, target);
        calls.add(call);
        Reorder.fromLibrary(calls, target, gradient);
        if (parameters.has(Kind.BIAS)) {
            call.with(DNNL_ARG_DIFF_BIAS, gradients.own(Kind.BIAS).as(convolution.bias()));
        }
    }

    @Override
    public void conclude(List<Runnable> calls) {
        gradients.addUp(calls);
    }

    private void backwardData(List<Runnable> calls, memory yGradient, memory xGradient) {
        var backward = convolution.backwardData();
        memory target = Reorder.target(xGradient, x, backward.diff_src_desc());
        calls.add(new Call(new convolution_backward_data(backward))
                .with(DNNL_ARG_DIFF_DST, Reorder.toLibrary(calls, yGradient, y, backward.diff_dst_desc()))
                .with(DNNL_ARG_WEIGHTS, weights("backward", backward.weights_desc()))
                .with(DNNL_ARG_DIFF_SRC, target));
        Reorder.fromLibrary(calls, target, xGradient);
    }
}
