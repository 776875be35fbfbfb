package io.trainyard.engine;

import io.trainyard.spec.Activation;
import io.trainyard.spec.ImageShape;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * Turns a spec's layers into a DL4J configuration, NHWC throughout. Layers that change nothing (a second flatten, a
 * dropout with p = 0) get none.
 */
final class NetworkBuilder {

    /** What the network ends in. Both have the same parameters in the same places. */
    enum Head {
        /** The raw logits, to train on: loss and softmax are the engine's own. */
        LOGITS,
        /** DL4J's softmax and cross entropy, to save: stock DL4J gives probabilities. */
        SOFTMAX
    }

    private final Head head;
    private final List<org.deeplearning4j.nn.conf.layers.Layer> layers = new ArrayList<>();
    private final Map<Integer, InputPreProcessor> preProcessors = new LinkedHashMap<>();
    private ImageShape shape;
    private boolean flat;

    private NetworkBuilder(ImageShape input, Head head) {
        this.shape = input;
        this.head = head;
    }

    static MultiLayerConfiguration build(ImageShape input, List<Layer> spec, Head head) {
        NetworkBuilder builder = new NetworkBuilder(input, head);
        int last = spec.size() - 1;
        boolean endsInLinear = spec.get(last) instanceof Layer.Linear;
        for (int i = 0; i < (endsInLinear ? last : spec.size()); i++) {
            builder.add(spec.get(i));
        }
        if (endsInLinear) {
            builder.addOutput((Layer.Linear) spec.get(last));
        } else {
            builder.addOutput();
        }
        return builder.configuration();
    }

    private MultiLayerConfiguration configuration() {
        var list =
                new NeuralNetConfiguration.Builder().seed(0).updater(new NoOp()).list();
        layers.forEach(list::layer);
        preProcessors.forEach(list::inputPreProcessor);
        MultiLayerConfiguration configuration = list.build();
        // With workspaces, stock DL4J refuses to predict when the first layer hands its input on, as dropout does.
        configuration.setInferenceWorkspaceMode(WorkspaceMode.NONE);
        configuration.getConfs().forEach(NetworkBuilder::nameVariables);
        return configuration;
    }

    /** When DL4J reads a configuration, it takes batch norm's parametrization from the names, not from useLogStd. */
    private static void nameVariables(NeuralNetConfiguration layer) {
        layer.getLayer().initializer().paramKeys(layer.getLayer()).forEach(layer::addVariable);
    }

    private void add(Layer layer) {
        if (layer instanceof Layer.Conv2d conv) {
            add(conv);
        } else if (layer instanceof Layer.BatchNorm2d norm) {
            normalize(norm.eps(), norm.momentum(), CNN2DFormat.NHWC);
        } else if (layer instanceof Layer.BatchNorm1d norm) {
            normalize(norm.eps(), norm.momentum(), CNN2DFormat.NCHW);
        } else if (layer instanceof Activation activation) {
            layers.add(activation(
                    head == Head.LOGITS
                            ? ActivationFunctions.trainable(activation)
                            : ActivationFunctions.stock(activation)));
        } else if (layer instanceof Layer.MaxPool2d pool) {
            pool(SubsamplingLayer.PoolingType.MAX, pool.kernelSize(), pool.stride(), pool.padding());
        } else if (layer instanceof Layer.AvgPool2d pool) {
            pool(SubsamplingLayer.PoolingType.AVG, pool.kernelSize(), pool.stride(), pool.padding());
        } else if (layer instanceof Layer.AdaptiveAvgPool2d pool) {
            add(pool);
        } else if (layer instanceof Layer.Flatten) {
            flatten();
        } else if (layer instanceof Layer.Linear linear) {
            add(linear);
        } else if (layer instanceof Layer.Dropout dropout && dropout.p() > 0) {
            layers.add(new DropoutLayer.Builder(new Dropout(1 - dropout.p())).build());
        } else if (layer instanceof Layer.Dropout2d dropout && dropout.p() > 0) {
            layers.add(new DropoutLayer.Builder(dropoutOfChannels(1 - dropout.p())).build());
        }
    }

    private void add(Layer.Conv2d conv) {
        // DL4J's Same puts the odd row below as PyTorch does, but some of its kernels forget the dilation there.
        boolean same = !conv.paddingBefore().equals(conv.paddingAfter());
        layers.add(new ConvolutionLayer.Builder(
                        pair(conv.kernelSize()),
                        pair(conv.stride()),
                        same ? new int[] {0, 0} : pair(conv.paddingBefore()))
                .dilation(pair(conv.dilation()))
                .nIn(shape.channels())
                .nOut(conv.outChannels())
                .hasBias(conv.bias())
                .dataFormat(CNN2DFormat.NHWC)
                .convolutionMode(same ? ConvolutionMode.Same : ConvolutionMode.Truncate)
                .activation(new ActivationIdentity())
                .helperAllowFallback(false)
                .build());
        Shape output = conv.outputShape(Shape.of(shape));
        shape = new ImageShape(output.channels(), output.height(), output.width());
    }

    /** @param format NCHW for a flat input, where DL4J takes the second dimension for the features */
    private void normalize(double eps, double momentum, CNN2DFormat format) {
        layers.add(new BatchNormalization.Builder()
                .nIn(shape.channels())
                .nOut(shape.channels())
                .eps(eps)
                .decay(1 - momentum)
                .useLogStd(false)
                .dataFormat(format)
                .helperAllowFallback(false)
                .build());
    }

    private void add(Layer.Linear linear) {
        layers.add(new DenseLayer.Builder()
                .nIn(shape.size())
                .nOut(linear.outFeatures())
                .hasBias(linear.bias())
                .activation(new ActivationIdentity())
                .build());
        shape = new ImageShape(linear.outFeatures(), 1, 1);
    }

    private void pool(SubsamplingLayer.PoolingType type, Layer.Size kernelSize, Layer.Size stride, Layer.Size padding) {
        layers.add(new SubsamplingLayer.Builder(type, pair(kernelSize), pair(stride), pair(padding))
                .dataFormat(CNN2DFormat.NHWC)
                .convolutionMode(ConvolutionMode.Truncate)
                .avgPoolIncludePadInDivisor(true)
                .build());
        shape = window(shape.channels(), kernelSize, stride, padding);
    }

    private void add(Layer.AdaptiveAvgPool2d pool) {
        Layer.Size window = new Layer.Size(
                shape.height() / pool.outputSize().height(),
                shape.width() / pool.outputSize().width());
        pool(SubsamplingLayer.PoolingType.AVG, window, window, Layer.Size.square(0));
    }

    /** DL4J's SpatialDropout takes the second dimension for the channels and drops rows here, so it is never used. */
    private IDropout dropoutOfChannels(double retain) {
        return head == Head.LOGITS ? new ChannelDropout(retain) : new Dropout(retain);
    }

    /** DL4J flattens on the way into the next layer, in the order height, width, channel. */
    private void flatten() {
        if (!flat) {
            preProcessors.put(
                    layers.size(),
                    new CnnToFeedForwardPreProcessor(
                            shape.height(), shape.width(), shape.channels(), CNN2DFormat.NHWC));
            shape = new ImageShape(shape.size(), 1, 1);
            flat = true;
        }
    }

    private void addOutput(Layer.Linear linear) {
        if (head == Head.LOGITS) {
            add(linear);
            return;
        }
        layers.add(new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nIn(shape.size())
                .nOut(linear.outFeatures())
                .hasBias(linear.bias())
                .activation(new ActivationSoftmax())
                .build());
    }

    private void addOutput() {
        layers.add(
                head == Head.LOGITS
                        ? activation(new ActivationIdentity())
                        : new LossLayer.Builder(LossFunctions.LossFunction.MCXENT)
                                .activation(new ActivationSoftmax())
                                .build());
    }

    private static ActivationLayer activation(IActivation activation) {
        return new ActivationLayer.Builder().activation(activation).build();
    }

    private ImageShape window(int channels, Layer.Size kernel, Layer.Size stride, Layer.Size padding) {
        int height = (shape.height() + 2 * padding.height() - kernel.height()) / stride.height() + 1;
        int width = (shape.width() + 2 * padding.width() - kernel.width()) / stride.width() + 1;
        return new ImageShape(channels, height, width);
    }

    private static int[] pair(Layer.Size size) {
        return new int[] {size.height(), size.width()};
    }
}
