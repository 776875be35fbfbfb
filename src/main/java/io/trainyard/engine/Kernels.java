package io.trainyard.engine;

import io.trainyard.engine.network.Executor;
import io.trainyard.engine.network.Graph;
import java.lang.reflect.Field;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.ActivationLayer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNBatchNormHelper;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.layers.normalization.BatchNormalizationHelper;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Puts fast helpers into a network's layers. DL4J 1.0.0-M2.1 leaves its own oneDNN helpers out even where they are
 * asked for, because it looks for a class that this release no longer has.
 */
enum Kernels {
    /** oneDNN, called directly. */
    ONEDNN("oneDNN kernels for convolution and batch norm with ReLU"),
    /** DL4J's own helpers on ND4J's operations, for whatever device the backend has. */
    ND4J("ND4J kernels for convolution and batch norm");

    private final String words;

    Kernels(String words) {
        this.words = words;
    }

    static Kernels best() {
        return OneDnn.isUsable() ? ONEDNN : ND4J;
    }

    String words() {
        return words;
    }

    Executor executor(MultiLayerNetwork network, Graph graph) {
        install(network);
        return new LayerChain(network, graph);
    }

    void install(MultiLayerNetwork network) {
        Layer[] layers = network.getLayers();
        for (int i = 0; i < layers.length; i++) {
            if (layers[i] instanceof ConvolutionLayer conv && (this == ONEDNN || !isDilated(conv))) {
                layers[i] = new HelperConvolutionLayer(
                        conv,
                        this == ONEDNN ? new OneDnnConvolutionHelper(i == 0) : new MKLDNNConvHelper(DataType.FLOAT));
            } else if (layers[i] instanceof BatchNormalization norm) {
                install(network, i, norm);
            }
        }
    }

    /** ND4J's convolution fails on these, so DL4J's own way, by im2col, stays. */
    private static boolean isDilated(ConvolutionLayer layer) {
        int[] dilation = layer.layerConf().getDilation();
        return dilation[0] > 1 || dilation[1] > 1;
    }

    private void install(MultiLayerNetwork network, int index, BatchNormalization norm) {
        if (this == ND4J) {
            setHelper(norm, new MKLDNNBatchNormHelper(DataType.FLOAT));
            return;
        }
        boolean withRelu = isPlainRelu(network, index + 1);
        setHelper(norm, new OneDnnBatchNormHelper(norm.layerConf().getNOut(), withRelu));
        if (withRelu) {
            network.getLayers()[index + 1] =
                    new Done(network.getLayer(index + 1).conf());
        }
    }

    private static boolean isPlainRelu(MultiLayerNetwork network, int index) {
        return index < network.getnLayers()
                && network.getLayerWiseConfigurations().getInputPreProcess(index) == null
                && network.getLayer(index) instanceof ActivationLayer activation
                && activation.layerConf().getActivationFn() instanceof ActivationReLU;
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

    /** An activation that the layer before has already applied. */
    private static final class Done extends ActivationLayer {

        Done(NeuralNetConfiguration conf) {
            super(conf, DataType.FLOAT);
        }

        @Override
        public INDArray activate(boolean training, LayerWorkspaceMgr workspace) {
            return input;
        }

        @Override
        public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspace) {
            return new Pair<>(new DefaultGradient(), epsilon);
        }
    }
}
