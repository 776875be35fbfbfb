package io.trainyard.engine;

import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.spec.Activation;
import io.trainyard.spec.BatchNorm;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Shape;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A network's steps as DL4J's own layers, NHWC throughout. */
final class StockLayers {

    private StockLayers() {}

    /** As {@link #of(Node)}; a linear layer that gives the logits has softmax and cross entropy behind it. */
    static org.deeplearning4j.nn.conf.layers.Layer of(Graph graph, Node node) {
        return graph.endsInLinear() && node.equals(graph.last()) ? output(node) : of(node);
    }

    /**
     * One that predicts what the node does.
     *
     * @throws IllegalArgumentException if DL4J has no such layer, as for an addition, a flatten, a gelu, an uneven pool
     */
    static org.deeplearning4j.nn.conf.layers.Layer of(Node node) {
        Layer layer = node.operation() instanceof Node.Apply apply ? apply.layer() : null;
        if (layer instanceof Layer.Conv2d conv) {
            return convolution(conv, node.input().channels());
        } else if (layer instanceof BatchNorm norm) {
            return batchNorm(norm, node.input());
        } else if (layer instanceof Activation activation) {
            return activation(ActivationFunctions.stock(activation));
        } else if (layer instanceof Layer.MaxPool2d pool) {
            return pool(PoolingType.MAX, pool.kernelSize(), pool.stride(), pool.padding());
        } else if (layer instanceof Layer.AvgPool2d pool) {
            return pool(PoolingType.AVG, pool.kernelSize(), pool.stride(), pool.padding());
        } else if (layer instanceof Layer.AdaptiveAvgPool2d pool && pool.isEven(node.input())) {
            return adaptivePool(pool.outputSize(), node.input());
        } else if (layer instanceof Layer.Linear linear) {
            return linear(linear, node.input().channels());
        } else if (layer instanceof Layer.Dropout dropout) {
            return dropout(dropout.p());
        } else if (layer instanceof Layer.Dropout2d dropout) {
            // DL4J's SpatialDropout takes the second dimension for the channels, which is the height here.
            return dropout(dropout.p());
        }
        throw new IllegalArgumentException("DL4J has no layer for " + node);
    }

    /**
     * DL4J has no groups. Here every output channel sees all input channels, with zeros for weights between groups.
     */
    private static ConvolutionLayer convolution(Layer.Conv2d conv, int channels) {
        boolean uneven = isUneven(conv);
        return new ConvolutionLayer.Builder(
                        pair(conv.kernelSize()),
                        pair(conv.stride()),
                        uneven ? new int[] {0, 0} : pair(conv.paddingBefore()))
                .dilation(pair(conv.dilation()))
                .nIn(channels)
                .nOut(conv.outChannels())
                .hasBias(conv.bias())
                .dataFormat(CNN2DFormat.NHWC)
                .convolutionMode(uneven && !isPaddedApart(conv) ? ConvolutionMode.Same : ConvolutionMode.Truncate)
                .activation(new ActivationIdentity())
                .helperAllowFallback(false)
                .build();
    }

    private static boolean isUneven(Layer.Conv2d conv) {
        return !conv.paddingBefore().equals(conv.paddingAfter());
    }

    /**
     * Whether {@link #padding} must go before the convolution. DL4J's Same puts an odd row below as PyTorch does, but some
     * of its kernels forget the dilation there.
     */
    static boolean isPaddedApart(Layer.Conv2d conv) {
        return isUneven(conv) && !conv.dilation().equals(Layer.Size.square(1));
    }

    static ZeroPaddingLayer padding(Layer.Conv2d conv) {
        Layer.Size before = conv.paddingBefore();
        Layer.Size after = conv.paddingAfter();
        return new ZeroPaddingLayer.Builder(before.height(), after.height(), before.width(), after.width())
                .dataFormat(CNN2DFormat.NHWC)
                .build();
    }

    /** A single group of a convolution, without bias. */
    static ConvolutionLayer group(Layer.Conv2d conv, int channels) {
        Layer.Conv2d group = new Layer.Conv2d(
                conv.outChannels() / conv.groups(),
                conv.kernelSize(),
                conv.stride(),
                conv.padding(),
                conv.dilation(),
                false);
        return convolution(group, channels / conv.groups());
    }

    private static BatchNormalization batchNorm(BatchNorm norm, Shape input) {
        return new BatchNormalization.Builder()
                .nIn(input.channels())
                .nOut(input.channels())
                .eps(norm.eps())
                .decay(1 - norm.momentum())
                .useLogStd(false)
                .lockGammaBeta(!norm.affine())
                // For a flat input, DL4J takes the second dimension for the features, and NCHW is its name.
                .dataFormat(input.isMap() ? CNN2DFormat.NHWC : CNN2DFormat.NCHW)
                .helperAllowFallback(false)
                .build();
    }

    private static DenseLayer linear(Layer.Linear linear, int features) {
        return new DenseLayer.Builder()
                .nIn(features)
                .nOut(linear.outFeatures())
                .hasBias(linear.bias())
                .activation(new ActivationIdentity())
                .build();
    }

    private static SubsamplingLayer pool(PoolingType type, Layer.Size kernel, Layer.Size stride, Layer.Size padding) {
        return new SubsamplingLayer.Builder(type, pair(kernel), pair(stride), pair(padding))
                .dataFormat(CNN2DFormat.NHWC)
                .convolutionMode(ConvolutionMode.Truncate)
                .avgPoolIncludePadInDivisor(true)
                .build();
    }

    private static SubsamplingLayer adaptivePool(Layer.Size output, Shape input) {
        return average(new Layer.Size(input.height() / output.height(), input.width() / output.width()));
    }

    /** Over windows side by side. */
    static SubsamplingLayer average(Layer.Size window) {
        return pool(PoolingType.AVG, window, window, Layer.Size.square(0));
    }

    private static DropoutLayer dropout(double p) {
        return new DropoutLayer.Builder(new Dropout(1 - p)).build();
    }

    static ActivationLayer activation(IActivation activation) {
        return new ActivationLayer.Builder().activation(activation).build();
    }

    /** Flattens height, width, channel. */
    static CnnToFeedForwardPreProcessor flatten(Node node) {
        Shape map = node.input();
        return new CnnToFeedForwardPreProcessor(map.height(), map.width(), map.channels(), CNN2DFormat.NHWC);
    }

    private static OutputLayer output(Node node) {
        Layer.Linear linear = (Layer.Linear) ((Node.Apply) node.operation()).layer();
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(node.input().channels())
                .nOut(linear.outFeatures())
                .hasBias(linear.bias())
                .activation(new ActivationSoftmax())
                .build();
    }

    /** Softmax and cross entropy alone. */
    static LossLayer output() {
        return new LossLayer.Builder(LossFunction.MCXENT)
                .activation(new ActivationSoftmax())
                .build();
    }

    /** When DL4J reads a configuration, it takes batch norm's parametrization from the names, not from useLogStd. */
    static void nameVariables(NeuralNetConfiguration conf) {
        conf.getLayer().initializer().paramKeys(conf.getLayer()).stream()
                .filter(key -> !isLocked(conf.getLayer(), key))
                .forEach(conf::addVariable);
    }

    /** DL4J names batch norm's scale and shift among the parameters also where it has none. */
    private static boolean isLocked(org.deeplearning4j.nn.conf.layers.Layer layer, String key) {
        return layer instanceof BatchNormalization norm
                && norm.isLockGammaBeta()
                && (key.equals(BatchNormalizationParamInitializer.GAMMA)
                        || key.equals(BatchNormalizationParamInitializer.BETA));
    }

    private static int[] pair(Layer.Size size) {
        return new int[] {size.height(), size.width()};
    }
}
