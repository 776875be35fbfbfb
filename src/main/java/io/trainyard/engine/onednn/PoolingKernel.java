package io.trainyard.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.*;

import io.trainyard.engine.network.Node;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Layer.Size;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.jspecify.annotations.Nullable;

/** max_pool2d, avg_pool2d, and adaptive_avg_pool2d with even windows. */
final class PoolingKernel implements Kernel {

    private static final long[] DENSE = {0, 0};

    private final int algorithm;
    private final long[] kernel;
    private final long[] stride;
    private final long[] padding;
    private final memory.desc x;
    private final memory.desc y;
    private final pooling_forward.primitive_desc description;

    /** Which pixel of each window was the largest. */
    private final @Nullable memory winners;

    private PoolingKernel(Node node, Pass pass, int algorithm, Size kernel, Size stride, Size padding) {
        this.algorithm = algorithm;
        this.kernel = pair(kernel);
        this.stride = pair(stride);
        this.padding = pair(padding);
        this.x = pass.tensor(node.input());
        this.y = pass.tensor(node.output());
        this.description = new pooling_forward.primitive_desc(
                OneDnn.ENGINE,
                pass.kind(),
                algorithm,
                x,
                y,
                this.stride,
                this.kernel,
                DENSE,
                this.padding,
                this.padding,
                OneDnn.attributes(),
                false);
        this.winners = pass.training() && algorithm == dnnl_pooling_max
                ? new memory(description.workspace_desc(), OneDnn.ENGINE)
                : null;
    }

    static PoolingKernel of(Node node, Pass pass, Layer.MaxPool2d pool) {
        return new PoolingKernel(node, pass, dnnl_pooling_max, pool.kernelSize(), pool.stride(), pool.padding());
    }

    static PoolingKernel of(Node node, Pass pass, Layer.AvgPool2d pool) {
        return new PoolingKernel(
                node, pass, dnnl_pooling_avg_include_padding, pool.kernelSize(), pool.stride(), pool.padding());
    }

    static PoolingKernel of(Node node, Pass pass, Layer.AdaptiveAvgPool2d pool) {
        Size window = new Size(
                node.input().height() / pool.outputSize().height(),
                node.input().width() / pool.outputSize().width());
        return new PoolingKernel(node, pass, dnnl_pooling_avg_include_padding, window, window, Size.square(0));
    }

    private static long[] pair(Size size) {
        return new long[] {size.height(), size.width()};
    }

    @Override
    public void forward(List<Runnable> calls, List<Floats> inputs, Floats output) {
        calls.add(withWinners(new Call(new pooling_forward(description)))
                .with(DNNL_ARG_SRC, inputs.get(0).as(x))
                .with(DNNL_ARG_DST, output.as(y)));
    }

    @Override
    public void backward(List<Runnable> calls, Floats outputGradient, @Nullable Floats inputGradient) {
        if (inputGradient == null) {
            return;
        }
        var backward = new pooling_backward.primitive_desc(
                OneDnn.ENGINE,
                algorithm,
                x,
                y,
                stride,
                kernel,
                DENSE,
                padding,
                padding,
                description,
                OneDnn.attributes(),
                false);
        calls.add(withWinners(new Call(new pooling_backward(backward)))
                .with(DNNL_ARG_DIFF_DST, outputGradient.as(y))
                .with(DNNL_ARG_DIFF_SRC, inputGradient.as(x)));
    }

    private Call withWinners(Call call) {
        return winners == null ? call : call.with(DNNL_ARG_WORKSPACE, winners);
    }
}
