package io.trainyard.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import io.trainyard.engine.network.Node;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Shape;
import io.trainyard.spec.Span;
import java.util.List;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/**
 * adaptive_avg_pool2d whose windows differ in size or overlap, which the library's pooling cannot have. The mean over a
 * window is the mean over its columns of the means over its rows, each a product with a matrix; the way back are the
 * products with the transposed matrices.
 */
final class UnevenPoolingKernel implements Kernel {

    private final Average down;
    private final Average across;

    /** Rows are averaged already, columns are not. */
    private final Floats between;

    UnevenPoolingKernel(Node node, Pass pass, Layer.AdaptiveAvgPool2d pool) {
        Shape input = node.input();
        Shape output = node.output();
        long depth = pass.beside(input);
        long images = (long) pass.size() * pass.stored(input).channels() / depth;
        this.down = new Average(pool.rows(input), input.height(), images, input.width() * depth);
        this.across = new Average(pool.columns(input), input.width(), images * output.height(), depth);
        this.between = Floats.allocate(images * output.height() * input.width() * depth);
    }

    @Override
    public void forward(List<Runnable> calls, List<Floats> inputs, Floats output) {
        calls.add(down.forward(inputs.get(0), between));
        calls.add(across.forward(between, output));
    }

    @Override
    public void backward(List<Runnable> calls, Floats outputGradient, @Nullable Floats inputGradient) {
        if (inputGradient != null) {
            calls.add(across.backward(outputGradient, between));
            calls.add(down.backward(between, inputGradient));
        }
    }

    /** Of one direction: of {@code count} matrices [length, width], the means over spans of their rows. */
    private static final class Average {

        private final long count;
        private final long width;
        private final int length;
        private final int spans;
        private final Floats weights;

        Average(List<Span> spans, int length, long count, long width) {
            this.count = count;
            this.width = width;
            this.length = length;
            this.spans = spans.size();
            this.weights = Floats.allocate((long) length * spans.size());
            weights.buffer().put(Span.averages(spans, length));
        }

        Call forward(Floats values, Floats means) {
            return product(OneDnn.matrices(1, spans, length), values, length, means, spans);
        }

        Call backward(Floats meansGradient, Floats gradient) {
            return product(OneDnn.transposedMatrices(1, length, spans), meansGradient, spans, gradient, length);
        }

        private Call product(memory.desc left, Floats values, int inner, Floats result, int rows) {
            memory.desc right = OneDnn.matrices(count, inner, width);
            memory.desc products = OneDnn.matrices(count, rows, width);
            var description =
                    new matmul.primitive_desc(OneDnn.ENGINE, left, right, products, OneDnn.attributes(), false);
            return new Call(new matmul(description))
                    .with(DNNL_ARG_SRC, weights.as(left))
                    .with(DNNL_ARG_WEIGHTS, values.as(right))
                    .with(DNNL_ARG_DST, result.as(products));
        }
    }
}
