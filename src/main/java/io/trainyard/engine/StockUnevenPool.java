package io.trainyard.engine;

import io.trainyard.engine.network.Node;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Shape;
import io.trainyard.spec.Span;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;

/**
 * adaptive_avg_pool2d whose windows differ in size or overlap, put together from DL4J's own vertices: each span of rows is
 * cut out and averaged, and what comes out is put below each other; then the same with columns.
 */
final class StockUnevenPool {

    private static final int ROWS = 1;
    private static final int COLUMNS = 2;

    private final GraphBuilder builder;
    private final String path;
    private final Layer.AdaptiveAvgPool2d pool;
    private final Shape input;

    StockUnevenPool(GraphBuilder builder, Node node) {
        this.builder = builder;
        this.path = node.path();
        this.pool = (Layer.AdaptiveAvgPool2d) ((Node.Apply) node.operation()).layer();
        this.input = node.input();
    }

    /** @param x name of the vertex whose output is pooled */
    void add(String x) {
        List<String> rows = new ArrayList<>();
        for (Span span : pool.rows(input)) {
            String name = path + ".row" + rows.size();
            Cropping2D crop = new Cropping2D(CNN2DFormat.NHWC, span.start(), input.height() - span.end(), 0, 0);
            rows.add(average(name, x, crop, new Layer.Size(span.length(), 1)));
        }
        merge(path + ".rows", ROWS, rows);
        List<String> columns = new ArrayList<>();
        for (Span span : pool.columns(input)) {
            String name = path + ".column" + columns.size();
            Cropping2D crop = new Cropping2D(CNN2DFormat.NHWC, 0, 0, span.start(), input.width() - span.end());
            columns.add(average(name, path + ".rows", crop, new Layer.Size(1, span.length())));
        }
        merge(path, COLUMNS, columns);
    }

    private String average(String name, String x, Cropping2D crop, Layer.Size window) {
        builder.addLayer(name + ".crop", crop, x);
        builder.addLayer(name, StockLayers.average(window), name + ".crop");
        return name;
    }

    private void merge(String name, int axis, List<String> parts) {
        MergeVertex merge = new MergeVertex();
        merge.setMergeAxis(axis);
        builder.addVertex(name, merge, parts.toArray(String[]::new));
    }
}
