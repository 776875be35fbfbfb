package io.trainyard.engine;

import io.trainyard.engine.network.Node;
import io.trainyard.engine.network.Parameter;
import io.trainyard.spec.Activation;
import io.trainyard.spec.BatchNorm;
import io.trainyard.spec.Layer;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNBatchNormHelper;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.layers.normalization.BatchNormalizationHelper;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * Makes DL4J layers that compute on a network's parameters, with fast helpers in them. DL4J 1.0.0-M2.1 leaves its own
 * oneDNN helpers out even where they are asked for, because it looks for a class that this release no longer has.
 */
final class LayerFactory {

    private final Parameters parameters;

    LayerFactory(Parameters parameters) {
        this.parameters = parameters;
    }

    Step step(Node node, Layer layer) {
        if (layer instanceof Layer.Flatten) {
            return new Flatten();
        } else if (layer instanceof Activation activation) {
            return new Step.OfActivation(ActivationFunctions.trainable(activation));
        } else if (layer instanceof Layer.Conv2d conv) {
            Step step = conv.groups() > 1 ? grouped(node, conv) : new Step.OfLayer(withHelper(instantiate(node)));
            return StockLayers.isPaddedApart(conv)
                    ? new PaddedConvolution(step, conv.paddingBefore(), conv.paddingAfter())
                    : step;
        } else if (layer instanceof Layer.AdaptiveAvgPool2d pool && !pool.isEven(node.input())) {
            return UnevenPooling.of(pool, node.input());
        } else if (layer instanceof BatchNorm norm && !norm.affine()) {
            return new Step.OfLayer(withHelper(withoutAffine(node)));
        } else if (layer instanceof Layer.Dropout2d dropout) {
            return new Step.OfLayer(
                    instantiate(new DropoutLayer.Builder(new ChannelDropout(1 - dropout.p())).build(), null, null));
        }
        return new Step.OfLayer(withHelper(instantiate(node)));
    }

    private org.deeplearning4j.nn.api.Layer instantiate(Node node) {
        List<Parameter> own = parameters.of(node);
        if (own.isEmpty()) {
            return instantiate(StockLayers.of(node), null, null);
        }
        var place = NDArrayIndex.interval(
                own.get(0).offset(), own.get(own.size() - 1).end());
        return instantiate(
                StockLayers.of(node),
                parameters.values().get(place),
                parameters.gradients().get(place));
    }

    /**
     * DL4J fails to go back through a batch norm in NHWC whose scale and shift are locked. This one has some, 1 and 0,
     * which lie outside of the network's vector and so never change.
     */
    private org.deeplearning4j.nn.api.Layer withoutAffine(Node node) {
        var stock = (org.deeplearning4j.nn.conf.layers.BatchNormalization) StockLayers.of(node);
        stock.setLockGammaBeta(false);
        List<Parameter> statistics = parameters.of(node);
        long width = node.input().channels();
        var layer = instantiate(stock, Nd4j.zeros(DataType.FLOAT, 4 * width), Nd4j.zeros(DataType.FLOAT, 4 * width));
        layer.setParamTable(Map.of(
                BatchNormalizationParamInitializer.GAMMA, Nd4j.ones(DataType.FLOAT, width),
                BatchNormalizationParamInitializer.BETA, Nd4j.zeros(DataType.FLOAT, width),
                BatchNormalizationParamInitializer.GLOBAL_MEAN, parameters.values(statistics.get(0)),
                BatchNormalizationParamInitializer.GLOBAL_VAR, parameters.values(statistics.get(1))));
        return layer;
    }

    private static org.deeplearning4j.nn.api.Layer instantiate(
            org.deeplearning4j.nn.conf.layers.Layer stock, @Nullable INDArray values, @Nullable INDArray gradients) {
        NeuralNetConfiguration conf = new NeuralNetConfiguration.Builder()
                .updater(new NoOp())
                .layer(stock)
                .build();
        StockLayers.nameVariables(conf);
        var layer =
                conf.getLayer().instantiate(conf, null, 0, values == null ? null : row(values), false, DataType.FLOAT);
        if (gradients != null) {
            layer.setBackpropGradientsViewArray(row(gradients));
        }
        return layer;
    }

    private static INDArray row(INDArray vector) {
        return vector.reshape(1, vector.length());
    }

    private Step grouped(Node node, Layer.Conv2d conv) {
        List<Parameter> own = parameters.of(node);
        Parameter weights = own.get(own.size() - 1);
        long share = weights.length() / conv.groups();
        List<Step> convolutions = IntStream.range(0, conv.groups())
                .mapToObj(group -> {
                    var place = NDArrayIndex.interval(group * share, (group + 1) * share);
                    return (Step) new Step.OfLayer(withHelper(instantiate(
                            StockLayers.group(conv, node.input().channels()),
                            parameters.values(weights).get(place),
                            parameters.gradients(weights).get(place))));
                })
                .toList();
        if (!conv.bias()) {
            return new GroupedConvolution(convolutions, null, null);
        }
        return new GroupedConvolution(convolutions, parameters.values(own.get(0)), parameters.gradients(own.get(0)));
    }

    private static org.deeplearning4j.nn.api.Layer withHelper(org.deeplearning4j.nn.api.Layer layer) {
        if (layer instanceof ConvolutionLayer conv && !isDilated(conv)) {
            return new HelperConvolutionLayer(conv, new MKLDNNConvHelper(DataType.FLOAT));
        } else if (layer instanceof BatchNormalization norm) {
            setHelper(norm, new MKLDNNBatchNormHelper(DataType.FLOAT));
        }
        return layer;
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
