package io.trainyard.engine;

import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.engine.network.Parameter;
import io.trainyard.engine.network.Parameter.Kind;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Where DL4J keeps a network's parameters. */
final class ParameterLayout {

    private ParameterLayout() {}

    static List<Parameter> of(MultiLayerNetwork network, Graph graph) {
        List<Node> nodes = LayerChain.layerNodes(graph);
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            append(
                    parameters,
                    nodes.get(i).index(),
                    network.getLayerWiseConfigurations().getConf(i).getLayer());
        }
        return List.copyOf(parameters);
    }

    private static void append(List<Parameter> parameters, int index, Layer layer) {
        if (layer instanceof ConvolutionLayer conv) {
            long area = (long) conv.getKernelSize()[0] * conv.getKernelSize()[1];
            long fanIn = conv.getNIn() * area;
            long fanOut = conv.getNOut() * area;
            if (conv.hasBias()) {
                add(parameters, index, "conv2d", Kind.BIAS, conv.getNOut(), fanIn, fanOut);
            }
            int[] kernel = conv.getKernelSize();
            int center = kernel[0] / 2 * kernel[1] + kernel[1] / 2;
            add(parameters, index, "conv2d", Kind.WEIGHT, conv.getNOut() * fanIn, fanIn, fanOut, center);
        } else if (layer instanceof DenseLayer dense) {
            long in = dense.getNIn();
            long out = dense.getNOut();
            add(parameters, index, "linear", Kind.WEIGHT, in * out, in, out);
            if (dense.hasBias()) {
                add(parameters, index, "linear", Kind.BIAS, out, in, out);
            }
        } else if (layer instanceof BatchNormalization norm) {
            String type = norm.getCnn2DFormat() == CNN2DFormat.NHWC ? "batch_norm2d" : "batch_norm1d";
            for (Kind kind : List.of(Kind.SCALE, Kind.SHIFT, Kind.RUNNING_MEAN, Kind.RUNNING_VARIANCE)) {
                add(parameters, index, type, kind, norm.getNOut(), 0, 0);
            }
        }
    }

    private static void add(
            List<Parameter> parameters, int node, String type, Kind kind, long length, long fanIn, long fanOut) {
        add(parameters, node, type, kind, length, fanIn, fanOut, 0);
    }

    private static void add(
            List<Parameter> parameters,
            int node,
            String type,
            Kind kind,
            long length,
            long fanIn,
            long fanOut,
            int center) {
        long offset =
                parameters.isEmpty() ? 0 : parameters.get(parameters.size() - 1).end();
        parameters.add(new Parameter(node, type, kind, offset, length, fanIn, fanOut, center));
    }
}
