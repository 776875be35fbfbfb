package io.trainyard.model.onnx;

import io.trainyard.spec.Activation;
import io.trainyard.spec.BatchNorm;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Layer.Size;
import io.trainyard.spec.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes single layers as ONNX operators; their names are the layers' paths, their tensors' names PyTorch's. */
final class LayerTranslator {

    private final GraphBuilder graph;
    private final Weights weights;
    private final ActivationTranslator activations;

    LayerTranslator(GraphBuilder graph, Weights weights) {
        this.graph = graph;
        this.weights = weights;
        this.activations = new ActivationTranslator(graph);
    }

    /** @param layer none that stands in a residual block's place */
    Value translate(String path, Layer layer, Value in) {
        if (layer instanceof Layer.Conv2d conv) {
            return convolution(path, conv, in);
        } else if (layer instanceof BatchNorm norm) {
            return normalization(path, norm, in);
        } else if (layer instanceof Activation activation) {
            return activations.translate(path, activation, in);
        } else if (layer instanceof Layer.MaxPool2d || layer instanceof Layer.AvgPool2d) {
            return pool(path, layer, in);
        } else if (layer instanceof Layer.AdaptiveAvgPool2d pool) {
            return new AdaptivePoolTranslator(graph).translate(path, pool, in);
        } else if (layer instanceof Layer.Flatten) {
            return flatten(path, layer, in);
        } else if (layer instanceof Layer.Linear linear) {
            return linear(path, linear, in);
        } else if (layer instanceof Layer.Dropout || layer instanceof Layer.Dropout2d) {
            return in;
        }
        throw new IllegalArgumentException("There is no translation for the layer " + layer);
    }

    private Value convolution(String path, Layer.Conv2d conv, Value in) {
        return graph.add(
                "Conv",
                path,
                inputs(path, in, conv.bias(), null),
                conv.outputShape(in.shape()),
                Attribute.of("kernel_shape", conv.kernelSize()),
                Attribute.of("strides", conv.stride()),
                Attribute.pads(conv.paddingBefore(), conv.paddingAfter()),
                Attribute.of("dilations", conv.dilation()),
                Attribute.of("group", conv.groups()));
    }

    private Value linear(String path, Layer.Linear linear, Value in) {
        return graph.add(
                "Gemm",
                path,
                inputs(path, in, linear.bias(), in.order()),
                linear.outputShape(in.shape()),
                Attribute.of("transB", 1));
    }

    private List<String> inputs(String path, Value in, boolean bias, @Nullable FeatureOrder order) {
        List<String> inputs = new ArrayList<>(List.of(in.name(), weights.want(path + ".weight", order)));
        if (bias) {
            inputs.add(weights.want(path + ".bias", null));
        }
        return inputs;
    }

    private Value normalization(String path, BatchNorm norm, Value in) {
        FeatureOrder order = in.order();
        int channels = in.shape().channels();
        List<String> inputs = List.of(
                in.name(),
                norm.affine() ? weights.want(path + ".weight", order) : constant(path + ".ones", channels, 1),
                norm.affine() ? weights.want(path + ".bias", order) : constant(path + ".zeros", channels, 0),
                weights.want(path + ".running_mean", order),
                weights.want(path + ".running_var", order));
        return graph.add("BatchNormalization", path, inputs, in.shape(), Attribute.of("epsilon", norm.eps()))
                .with(order);
    }

    private String constant(String name, int length, float value) {
        float[] values = new float[length];
        Arrays.fill(values, value);
        return graph.constant(name, List.of((long) length), values);
    }

    private Value pool(String path, Layer layer, Value in) {
        Shape shape = layer.outputShape(in.shape());
        if (layer instanceof Layer.MaxPool2d max) {
            return graph.add(
                    "MaxPool", path, List.of(in.name()), shape, window(max.kernelSize(), max.stride(), max.padding()));
        }
        Layer.AvgPool2d average = (Layer.AvgPool2d) layer;
        List<Message> attributes = new ArrayList<>();
        Collections.addAll(attributes, window(average.kernelSize(), average.stride(), average.padding()));
        attributes.add(Attribute.of("count_include_pad", 1));
        return graph.add("AveragePool", path, List.of(in.name()), shape, attributes.toArray(Message[]::new));
    }

    private static Message[] window(Size kernel, Size stride, Size padding) {
        return new Message[] {
            Attribute.of("kernel_shape", kernel), Attribute.of("strides", stride), Attribute.pads(padding, padding)
        };
    }

    private Value flatten(String path, Layer layer, Value in) {
        Value flat =
                graph.add("Flatten", path, List.of(in.name()), layer.outputShape(in.shape()), Attribute.of("axis", 1));
        return FeatureOrder.matters(in.shape()) ? flat.with(new FeatureOrder(in.shape())) : flat;
    }
}
