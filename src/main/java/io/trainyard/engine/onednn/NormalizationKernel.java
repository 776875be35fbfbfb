package io.trainyard.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.trainyard.engine.network.Parameter.Kind;
import io.trainyard.spec.BatchNorm;
import java.util.List;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/** Batch norm, with the ReLU behind it where there is one. */
final class NormalizationKernel implements Kernel {

    private final NodeMemory parameters;
    private final Pass pass;
    private final int flags;
    private final BatchNorm norm;
    private final memory.desc data;
    private final memory.desc channels;
    private final batch_normalization_forward.primitive_desc description;
    private final Floats mean;
    private final Floats variance;
    private final @Nullable memory positive;
    private @Nullable Floats input;

    /** The library insists on computing an input's gradient, also of the images. */
    private @Nullable Floats unused;

    NormalizationKernel(NodeMemory parameters, Pass pass, BatchNorm norm, boolean withRelu) {
        this.parameters = parameters;
        this.pass = pass;
        this.norm = norm;
        this.flags = (norm.affine() ? dnnl_use_scale | dnnl_use_shift : 0)
                | (withRelu ? dnnl_fuse_norm_relu : 0)
                | (pass.training() ? 0 : dnnl_use_global_stats);
        this.data = pass.tensor(parameters.node().input());
        long width = parameters.node().input().channels();
        this.channels = OneDnn.vector(width);
        this.description = new batch_normalization_forward.primitive_desc(
                OneDnn.ENGINE, pass.kind(), data, data, (float) norm.eps(), flags, OneDnn.attributes(), false);
        this.mean = pass.training() ? Floats.allocate(width) : parameters.value(Kind.RUNNING_MEAN);
        this.variance = pass.training() ? Floats.allocate(width) : parameters.value(Kind.RUNNING_VARIANCE);
        this.positive = withRelu && pass.training() ? new memory(description.workspace_desc(), OneDnn.ENGINE) : null;
    }

    @Override
    public void forward(List<Runnable> calls, List<Floats> inputs, Floats output) {
        input = inputs.get(0);
        Call call = withStatistics(new Call(new batch_normalization_forward(description)))
                .with(DNNL_ARG_SRC, input.as(data))
                .with(DNNL_ARG_DST, output.as(data));
        if (norm.affine()) {
            call.with(DNNL_ARG_SHIFT, parameters.value(Kind.SHIFT).as(channels));
        }
        calls.add(call);
        if (pass.training()) {
            calls.add(this::updateRunningStatistics);
        }
    }

    /** As PyTorch does: new = (1 - momentum) old + momentum batch, with the unbiased batch variance. */
    private void updateRunningStatistics() {
        double values = (double) pass.values(parameters.node().input()) / mean.length();
        blend(mean, 1, parameters.value(Kind.RUNNING_MEAN));
        blend(variance, values > 1 ? values / (values - 1) : 1, parameters.value(Kind.RUNNING_VARIANCE));
    }

    private void blend(Floats batch, double factor, Floats running) {
        double momentum = norm.momentum();
        float[] latest = batch.copy();
        float[] values = running.copy();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((1 - momentum) * values[i] + momentum * factor * latest[i]);
        }
        running.buffer().put(values);
    }

    @Override
    public InputGradient inputGradient() {
        return InputGradient.IN_PLACE;
    }

    @Override
    public void backward(List<Runnable> calls, Floats outputGradient, @Nullable Floats inputGradient) {
        var backward = new batch_normalization_backward.primitive_desc(
                OneDnn.ENGINE,
                norm.affine() ? dnnl_backward : dnnl_backward_data,
                data,
                data,
                data,
                (float) norm.eps(),
                flags,
                description,
                OneDnn.attributes(),
                false);
        unused = inputGradient == null ? Floats.allocate(input.length()) : null;
        Floats target = inputGradient == null ? unused : inputGradient;
        Call call = withStatistics(new Call(new batch_normalization_backward(backward)))
                .with(DNNL_ARG_SRC, input.as(data))
                .with(DNNL_ARG_DIFF_DST, outputGradient.as(data))
                .with(DNNL_ARG_DIFF_SRC, target.as(data));
        if (norm.affine()) {
            call.with(DNNL_ARG_DIFF_SCALE, parameters.gradient(Kind.SCALE).as(channels))
                    .with(DNNL_ARG_DIFF_SHIFT, parameters.gradient(Kind.SHIFT).as(channels));
        }
        calls.add(call);
    }

    private Call withStatistics(Call call) {
        call.with(DNNL_ARG_MEAN, mean.as(channels)).with(DNNL_ARG_VARIANCE, variance.as(channels));
        if (norm.affine()) {
            call.with(DNNL_ARG_SCALE, parameters.value(Kind.SCALE).as(channels));
        }
        return positive == null ? call : call.with(DNNL_ARG_WORKSPACE, positive);
    }
}
