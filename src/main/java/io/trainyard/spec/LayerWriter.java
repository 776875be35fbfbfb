package io.trainyard.spec;

import io.trainyard.spec.Layer.Size;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes one of {@code model.layers}. */
final class LayerWriter {

    private LayerWriter() {}

    static ArrayNode write(List<Layer> layers) {
        ArrayNode json = SpecWriter.array();
        layers.forEach(layer -> json.add(write(layer)));
        return json;
    }

    private static ObjectNode write(Layer layer) {
        ObjectNode json = SpecWriter.typed(layer.type());
        if (layer instanceof Layer.Conv2d conv) {
            json.put("out_channels", conv.outChannels());
            size(json, "kernel_size", conv.kernelSize());
            size(json, "stride", conv.stride());
            if (conv.padding() instanceof Size padding) {
                size(json, "padding", padding);
            } else {
                json.put("padding", "same");
            }
            size(json, "dilation", conv.dilation());
            json.put("groups", conv.groups()).put("bias", conv.bias());
        } else if (layer instanceof BatchNorm norm) {
            json.put("eps", norm.eps()).put("momentum", norm.momentum()).put("affine", norm.affine());
        } else if (layer instanceof Layer.AdaptiveAvgPool2d pool) {
            size(json, "output_size", pool.outputSize());
        } else if (layer instanceof Layer.MaxPool2d pool) {
            window(json, new Window(pool.kernelSize(), pool.stride(), pool.padding()));
        } else if (layer instanceof Layer.AvgPool2d pool) {
            window(json, new Window(pool.kernelSize(), pool.stride(), pool.padding()));
        } else if (layer instanceof Activation.LeakyRelu leaky) {
            json.put("negative_slope", leaky.negativeSlope());
        } else if (layer instanceof Activation.Elu elu) {
            json.put("alpha", elu.alpha());
        } else if (layer instanceof Activation.Gelu gelu) {
            json.put("approximate", gelu.tanh() ? "tanh" : "none");
        } else if (layer instanceof Layer.Residual block) {
            json.set("layers", write(block.layers()));
            json.set("shortcut", write(block.shortcut()));
        } else if (layer instanceof Layer.Linear linear) {
            json.put("out_features", linear.outFeatures()).put("bias", linear.bias());
        } else if (layer instanceof Layer.Dropout dropout) {
            json.put("p", dropout.p());
        } else if (layer instanceof Layer.Dropout2d dropout) {
            json.put("p", dropout.p());
        }
        return json;
    }

    private static void window(ObjectNode json, Window window) {
        size(json, "kernel_size", window.kernelSize());
        size(json, "stride", window.stride());
        size(json, "padding", window.padding());
    }

    private static void size(ObjectNode json, String name, Size size) {
        if (size.height() == size.width()) {
            json.put(name, size.height());
        } else {
            json.putArray(name).add(size.height()).add(size.width());
        }
    }
}
