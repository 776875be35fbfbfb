package io.trainyard.model.onnx;

import io.trainyard.spec.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What flows between two nodes.
 *
 * @param shape one example's
 * @param order of flat features that do not lie as the engine has them; null where they do
 */
record Value(String name, Shape shape, @Nullable FeatureOrder order) {

    Value with(@Nullable FeatureOrder order) {
        return new Value(name, shape, order);
    }
}
