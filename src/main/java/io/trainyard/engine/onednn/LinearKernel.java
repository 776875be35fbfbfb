package io.trainyard.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.trainyard.engine.network.Parameter.Kind;
import io.trainyard.spec.Layer;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.jspecify.annotations.Nullable;

/** linear; the weights lie [out, in]. */
final class LinearKernel implements Kernel {

    private final NodeMemory parameters;
    private final Share share;
    private final memory.desc x;
    private final memory.desc y;
    private final memory.desc plainWeights;
    private final memory.desc anyWeights;
    private final memory.desc bias;
    private final inner_product_forward.primitive_desc description;
    private final GradientParts gradients;
    private final List<Runnable> preparation = new ArrayList<>();
    private @Nullable Floats input;

    LinearKernel(NodeMemory parameters, Share share, Pass pass, Layer.Linear linear, primitive_attr attributes) {
        long in = parameters.node().input().size();
        long out = linear.outFeatures();
        this.parameters = parameters;
        this.share = share;
        this.gradients = new GradientParts(parameters, share);
        this.x = OneDnn.matrix(pass.size(), in);
        this.y = OneDnn.matrix(pass.size(), out);
        this.plainWeights = OneDnn.matrix(out, in);
        this.anyWeights = OneDnn.any(out, in);
        this.bias = linear.bias() ? OneDnn.vector(out) : OneDnn.NONE;
        this.description = new inner_product_forward.primitive_desc(
                OneDnn.ENGINE, pass.kind(), x, anyWeights, bias, y, attributes, false);
    }

    @Override
    public void forward(List<Runnable> calls, List<Floats> inputs, Floats output) {
        input = inputs.get(0);
        memory weights = weights("forward", description.weights_desc());
        Call call = new Call(new inner_product_forward(description))
                .with(DNNL_ARG_SRC, input.as(x))
                .with(DNNL_ARG_WEIGHTS, weights)
                .with(DNNL_ARG_DST, output.as(y));
        if (parameters.has(Kind.BIAS)) {
            call.with(DNNL_ARG_BIAS, parameters.value(Kind.BIAS).as(bias));
        }
        calls.add(call);
    }

    private memory weights(String use, memory.desc wanted) {
        return new CommonWeights(parameters, share, use)
                .get(preparation, parameters.value(Kind.WEIGHT).as(plainWeights), plainWeights, wanted);
    }

    @Override
    public void prepare(List<Runnable> calls) {
        calls.addAll(preparation);
    }

    @Override
    public void backward(List<Runnable> calls, Floats outputGradient, @Nullable Floats inputGradient) {
        backwardWeights(calls, outputGradient.as(y));
        if (inputGradient != null) {
            backwardData(calls, outputGradient, inputGradient);
        }
    }

    private void backwardWeights(List<Runnable> calls, memory yGradient) {
        var backward = new inner_product_backward_weights.primitive_desc(
                OneDnn.ENGINE, x, anyWeights, bias, y, description, OneDnn.attributes(), false);
        memory plain = gradients.own(Kind.WEIGHT).as(plainWeights);
        memory gradient = Reorder.target(plain, plainWeights, backward.diff_weights_desc());
        Call call = new Call(new inner_product_backward_weights(backward))
                .with(DNNL_ARG_SRC, input.as(x))
                .with(DNNL_ARG_DIFF_DST, yGradient)
                .with(DNNL_ARG_DIFF_WEIGHTS, gradient);
        calls.add(call);
        Reorder.fromLibrary(calls, gradient, plain);
        if (parameters.has(Kind.BIAS)) {
            call.with(DNNL_ARG_DIFF_BIAS, gradients.own(Kind.BIAS).as(bias));
        }
    }

    @Override
    public void conclude(List<Runnable> calls) {
        gradients.addUp(calls);
    }

    private void backwardData(List<Runnable> calls, Floats yGradient, Floats xGradient) {
        var backward = new inner_product_backward_data.primitive_desc(
                OneDnn.ENGINE, x, anyWeights, y, description, OneDnn.attributes(), false);
        memory weights = weights("backward", backward.weights_desc());
        calls.add(new Call(new inner_product_backward_data(backward))
                .with(DNNL_ARG_DIFF_DST, yGradient.as(y))
                .with(DNNL_ARG_WEIGHTS, weights)
                .with(DNNL_ARG_DIFF_SRC, xGradient.as(x)));
    }
}
