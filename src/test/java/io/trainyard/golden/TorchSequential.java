package io.trainyard.golden;

import io.trainyard.spec.Activation;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.*;

/**
 * torch.nn.Sequential of a spec's layers, modules named by their index: {@code 4.layers.0.weight} is in a
 * residual block. Every module is held by its step: libtorch calls back into some, which the collector must not take.
 */
public final class TorchSequential extends org.bytedeco.pytorch.Module {

    private final List<UnaryOperator<Tensor>> steps = new ArrayList<>();

    public TorchSequential(Shape input, List<Layer> layers) {
        Shape shape = input;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            boolean inPlace = i > 0 && isNeededNoMore(layers.get(i - 1));
            steps.add(step(String.valueOf(i), layer, shape, inPlace));
            shape = layer.outputShape(shape);
        }
    }

    public Tensor forward(Tensor input) {
        Tensor value = input;
        for (UnaryOperator<Tensor> step : steps) {
            value = step.apply(value);
        }
        return value;
    }

    /** Whether backpropagation can do without this layer's output, so that the next may overwrite it, as torchvision's do. */
    static boolean isNeededNoMore(Layer layer) {
        return layer instanceof Layer.Conv2d
                || layer instanceof Layer.BatchNorm2d
                || layer instanceof Layer.Linear
                || layer instanceof Layer.Residual;
    }

    private UnaryOperator<Tensor> step(String name, Layer layer, Shape input, boolean inPlace) {
        if (layer instanceof Layer.Residual block) {
            return register_module(name, new TorchResidual(block, input))::forward;
        }
        if (layer instanceof Layer.Conv2d conv) {
            return register_module(name, TorchLayers.conv2d(conv, input))::forward;
        }
        if (layer instanceof Layer.Linear linear) {
            return register_module(name, TorchLayers.linear(linear, input))::forward;
        }
        if (layer instanceof Layer.BatchNorm2d norm) {
            var options = TorchLayers.batchNorm(norm, input);
            return register_module(name, new BatchNorm2dImpl(options))::forward;
        }
        if (layer instanceof Layer.BatchNorm1d norm) {
            var options = TorchLayers.batchNorm(norm, input);
            return register_module(name, new BatchNorm1dImpl(options))::forward;
        }
        if (layer instanceof Layer.Flatten) {
            return register_module(name, new FlattenImpl())::forward;
        }
        if (layer instanceof Layer.Dropout dropout) {
            return register_module(name, new DropoutImpl(dropout.p()))::forward;
        }
        if (layer instanceof Layer.Dropout2d dropout) {
            return register_module(name, new Dropout2dImpl(dropout.p()))::forward;
        }
        return layer instanceof Activation activation ? activation(name, activation, inPlace) : pooling(name, layer);
    }

    private UnaryOperator<Tensor> activation(String name, Activation activation, boolean inPlace) {
        if (activation instanceof Layer.Relu) {
            return register_module(name, new ReLUImpl(new ReLUOptions(inPlace)))::forward;
        }
        if (activation instanceof Activation.LeakyRelu leaky) {
            return register_module(name, TorchLayers.leakyRelu(leaky))::forward;
        }
        if (activation instanceof Activation.Elu elu) {
            return register_module(name, TorchLayers.elu(elu))::forward;
        }
        if (activation instanceof Activation.Gelu gelu) {
            return register_module(name, TorchLayers.gelu(gelu))::forward;
        }
        if (activation instanceof Activation.Silu) {
            return register_module(name, new SiLUImpl())::forward;
        }
        if (activation instanceof Activation.Tanh) {
            return register_module(name, new TanhImpl())::forward;
        }
        if (activation instanceof Activation.Sigmoid) {
            return register_module(name, new SigmoidImpl())::forward;
        }
        throw new IllegalArgumentException("No module for " + activation);
    }

    private UnaryOperator<Tensor> pooling(String name, Layer layer) {
        if (layer instanceof Layer.MaxPool2d pool) {
            return register_module(name, TorchLayers.maxPool2d(pool))::forward;
        }
        if (layer instanceof Layer.AvgPool2d pool) {
            return register_module(name, TorchLayers.avgPool2d(pool))::forward;
        }
        if (layer instanceof Layer.AdaptiveAvgPool2d pool) {
            return register_module(name, TorchLayers.adaptiveAvgPool2d(pool))::forward;
        }
        throw new IllegalArgumentException("No module for " + layer);
    }
}
