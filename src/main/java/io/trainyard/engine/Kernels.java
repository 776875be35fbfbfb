package io.trainyard.engine;

import io.trainyard.engine.network.Executor;
import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Parameter;
import io.trainyard.engine.onednn.OneDnnExecutor;
import java.lang.reflect.Field;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNBatchNormHelper;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.layers.normalization.BatchNormalizationHelper;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Puts fast helpers into a network's layers. DL4J 1.0.0-M2.1 leaves its own oneDNN helpers out even where they are
 * asked for, because it looks for a class that this release no longer has.
 */
enum Kernels {
    /** oneDNN, called directly. */
    ONEDNN("oneDNN kernels"),
    /** DL4J's own helpers on ND4J's operations, for whatever device the backend has. */
    ND4J("ND4J kernels");

    private final String words;

    Kernels(String words) {
        this.words = words;
    }

    static Kernels best() {
        return Versions.backend().equals("CPU") && OneDnnExecutor.isUsable() ? ONEDNN : ND4J;
    }

    String words() {
        return words;
    }

    Executor executor(MultiLayerNetwork network, Graph graph, List<Parameter> layout) {
        if (this == ONEDNN) {
            return new OneDnnExecutor(
                    graph, layout, address(network.params()), address(network.getFlattenedGradients()));
        }
        install(network);
        return new LayerChain(network, graph);
    }

    private static long address(INDArray vector) {
        return vector.data().addressPointer().address();
    }

    private static void install(MultiLayerNetwork network) {
        Layer[] layers = network.getLayers();
        for (int i = 0; i < layers.length; i++) {
            if (layers[i] instanceof ConvolutionLayer conv && !isDilated(conv)) {
                layers[i] = new HelperConvolutionLayer(conv, new MKLDNNConvHelper(DataType.FLOAT));
            } else if (layers[i] instanceof BatchNormalization norm) {
                setHelper(norm, new MKLDNNBatchNormHelper(DataType.FLOAT));
            }
        }
    }

    /** ND4J's convolution fails on these, so DL4J's own way, by im2col, stays. */
    private static boolean isDilated(ConvolutionLayer layer) {
        int[] dilation = layer.layerConf().getDilation();
        return dilation[0] > 1 || dilation[1] > 1;
    }

    /** The field is out of reach for subclasses outside DL4J's package. */
    private static void setHelper(BatchNormalization layer, BatchNormalizationHelper helper) {
        try {
            Field field = BatchNormalization.class.getDeclaredField("helper");
            field.setAccessible(true);
            field.set(layer, helper);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This DL4J release keeps batch norm's helper elsewhere", e);
        }
    }
}
