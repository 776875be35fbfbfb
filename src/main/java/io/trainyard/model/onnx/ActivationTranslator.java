package io.trainyard.model.onnx;

import io.trainyard.spec.Activation;
import io.trainyard.spec.Layer;
import java.util.List;

/** Writes nonlinearities, which take every value by itself. */
record ActivationTranslator(GraphBuilder graph) {

    Value translate(String path, Activation activation, Value in) {
        if (activation instanceof Layer.Relu) {
            return apply("Relu", path, in);
        } else if (activation instanceof Activation.LeakyRelu leaky) {
            return apply("LeakyRelu", path, in, Attribute.of("alpha", leaky.negativeSlope()));
        } else if (activation instanceof Activation.Elu elu) {
            return apply("Elu", path, in, Attribute.of("alpha", elu.alpha()));
        } else if (activation instanceof Activation.Gelu gelu) {
            return apply("Gelu", path, in, Attribute.of("approximate", gelu.tanh() ? "tanh" : "none"));
        } else if (activation instanceof Activation.Silu) {
            Value sigmoid = apply("Sigmoid", path + ".sigmoid", in);
            return graph.add("Mul", path, List.of(in.name(), sigmoid.name()), in.shape())
                    .with(in.order());
        } else if (activation instanceof Activation.Tanh) {
            return apply("Tanh", path, in);
        } else if (activation instanceof Activation.Sigmoid) {
            return apply("Sigmoid", path, in);
        }
        throw new IllegalArgumentException("There is no translation for the activation " + activation);
    }

    private Value apply(String operator, String name, Value in, Message... attributes) {
        return graph.add(operator, name, List.of(in.name()), in.shape(), attributes)
                .with(in.order());
    }
}
