package io.trainyard.engine;

import io.trainyard.engine.network.Node;
import io.trainyard.engine.network.Parameter;
import io.trainyard.spec.Layer;
import java.util.List;

/** Parameters by PyTorch's names and shapes. */
final class ParameterTensors {

    private ParameterTensors() {}

    static String name(Parameter.Kind kind) {
        return switch (kind) {
            case WEIGHT, SCALE -> "weight";
            case BIAS, SHIFT -> "bias";
            case RUNNING_MEAN -> "running_mean";
            case RUNNING_VARIANCE -> "running_var";
        };
    }

    /** @param node the one that the parameter belongs to */
    static List<Long> shape(Parameter parameter, Node node) {
        if (!parameter.kind().isProperWeight()) {
            return List.of(parameter.length());
        }
        long outputs = parameter.outputs();
        if (node.operation() instanceof Node.Apply apply && apply.layer() instanceof Layer.Conv2d conv) {
            long height = conv.kernelSize().height();
            long width = conv.kernelSize().width();
            return List.of(outputs, parameter.fanIn() / (height * width), height, width);
        }
        return List.of(outputs, parameter.fanIn());
    }
}
