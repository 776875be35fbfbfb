package io.trainyard.model.onnx;

import io.trainyard.spec.Layer;
import io.trainyard.spec.Layer.Size;
import io.trainyard.spec.Shape;
import io.trainyard.spec.Span;
import java.util.List;

/**
 * Writes adaptive average pooling, which ONNX does not have: as a pooling with equal windows where the output divides
 * the input, and otherwise as a product with one matrix a side, since windows of different sizes may overlap.
 */
record AdaptivePoolTranslator(GraphBuilder graph) {

    Value translate(String path, Layer.AdaptiveAvgPool2d pool, Value in) {
        Shape from = in.shape();
        Shape to = pool.outputShape(from);
        if (to.height() == 1 && to.width() == 1) {
            return graph.add("GlobalAveragePool", path, List.of(in.name()), to);
        }
        if (pool.isEven(from)) {
            Size window = new Size(from.height() / to.height(), from.width() / to.width());
            return graph.add(
                    "AveragePool",
                    path,
                    List.of(in.name()),
                    to,
                    Attribute.of("kernel_shape", window),
                    Attribute.of("strides", window));
        }
        String left = graph.constant(
                path + ".rows",
                List.of((long) to.height(), (long) from.height()),
                Span.averages(pool.rows(from), from.height()));
        String right = graph.constant(
                path + ".columns",
                List.of((long) from.width(), (long) to.width()),
                transposed(Span.averages(pool.columns(from), from.width()), from.width()));
        Shape between = Shape.of(from.channels(), from.height(), to.width());
        Value narrow = graph.add("MatMul", path + ".width", List.of(in.name(), right), between);
        return graph.add("MatMul", path, List.of(left, narrow.name()), to);
    }

    private static float[] transposed(float[] matrix, int columns) {
        int rows = matrix.length / columns;
        float[] result = new float[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            result[i % columns * rows + i / columns] = matrix[i];
        }
        return result;
    }
}
