package io.trainyard.engine;

import io.trainyard.spec.Layer;
import io.trainyard.spec.Shape;
import io.trainyard.spec.Span;
import java.util.List;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * adaptive_avg_pool2d whose windows differ in size or overlap, which DL4J has no layer for: means over rows, then over
 * columns, by products with matrices; NHWC.
 *
 * @param down windows x rows
 * @param across windows x columns
 */
record UnevenPooling(INDArray down, INDArray across) implements Step {

    private static final int ROWS = 1;
    private static final int COLUMNS = 2;

    static UnevenPooling of(Layer.AdaptiveAvgPool2d pool, Shape input) {
        return new UnevenPooling(matrix(pool.rows(input), input.height()), matrix(pool.columns(input), input.width()));
    }

    private static INDArray matrix(List<Span> spans, int length) {
        return Nd4j.create(Span.averages(spans, length), new long[] {spans.size(), length}, 'c');
    }

    @Override
    public INDArray forward(INDArray input, boolean training, LayerWorkspaceMgr workspace) {
        return product(across, product(down, input, ROWS), COLUMNS);
    }

    @Override
    public INDArray backward(INDArray gradient, LayerWorkspaceMgr workspace) {
        return product(down.transpose(), product(across.transpose(), gradient, COLUMNS), ROWS);
    }

    /** Takes the place of one dimension. */
    private static INDArray product(INDArray matrix, INDArray images, int dimension) {
        INDArray first = images.swapAxes(0, dimension).dup('c');
        long[] shape = first.shape();
        INDArray product = matrix.mmul(first.reshape('c', shape[0], first.length() / shape[0]));
        shape[0] = matrix.rows();
        return product.dup('c').reshape('c', shape).swapAxes(0, dimension).dup('c');
    }
}
