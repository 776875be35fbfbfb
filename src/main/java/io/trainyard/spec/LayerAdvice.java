package io.trainyard.spec;

import io.trainyard.spec.Layer.AdaptiveAvgPool2d;
import io.trainyard.spec.Layer.AvgPool2d;
import io.trainyard.spec.Layer.BatchNorm1d;
import io.trainyard.spec.Layer.BatchNorm2d;
import io.trainyard.spec.Layer.Conv2d;
import io.trainyard.spec.Layer.Dropout;
import io.trainyard.spec.Layer.Dropout2d;
import io.trainyard.spec.Layer.Flatten;
import io.trainyard.spec.Layer.Linear;
import java.util.ArrayList;
import java.util.List;

/** The part of {@link SpecAdvice} that looks at the order of the layers. */
final class LayerAdvice {

    private final List<Layer> layers;
    private final List<Violation> warnings = new ArrayList<>();

    private LayerAdvice(List<Layer> layers) {
        this.layers = layers;
    }

    /** The presets are as their authors made them; what there is to say about those is in the documentation. */
    static List<Violation> of(ExperimentSpec spec) {
        if (Preset.isOne(spec.model(), spec.dataset().name())) {
            return List.of();
        }
        LayerAdvice advice = new LayerAdvice(spec.model().layers());
        advice.redundantBias();
        advice.missingNonlinearity();
        advice.logits();
        return advice.warnings;
    }

    private void redundantBias() {
        for (int i = 0; i + 1 < layers.size(); i++) {
            Layer layer = layers.get(i);
            Layer next = layers.get(i + 1);
            if (layer instanceof Conv2d conv && conv.bias() && next instanceof BatchNorm2d) {
                addRedundantBias(i, layer, next, conv.outChannels());
            } else if (layer instanceof Linear linear && linear.bias() && next instanceof BatchNorm1d) {
                addRedundantBias(i, layer, next, linear.outFeatures());
            }
        }
    }

    private void addRedundantBias(int index, Layer layer, Layer norm, int biases) {
        add(
                index + "/bias",
                "redundant_bias",
                "The %s after this %s subtracts its bias again; \"bias\": false saves %d parameters."
                        .formatted(norm.type(), layer.type(), biases));
    }

    /** Two linear maps in a row are one. */
    private void missingNonlinearity() {
        int linear = -1;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            if (layer instanceof Conv2d || layer instanceof Linear) {
                if (linear >= 0) {
                    add(
                            String.valueOf(i),
                            "no_nonlinearity",
                            "Between layer %d (%s) and layer %d (%s) nothing is nonlinear, so together they are no more than one linear map. Put a relu between them."
                                    .formatted(linear, layers.get(linear).type(), i, layer.type()));
                }
                linear = i;
            } else if (!isLinear(layer)) {
                linear = -1;
            }
        }
    }

    private static boolean isLinear(Layer layer) {
        return layer instanceof BatchNorm1d
                || layer instanceof BatchNorm2d
                || layer instanceof Flatten
                || layer instanceof AvgPool2d
                || layer instanceof AdaptiveAvgPool2d
                || layer instanceof Dropout
                || layer instanceof Dropout2d;
    }

    private void logits() {
        String last = String.valueOf(layers.size() - 1);
        Layer layer = layers.get(layers.size() - 1);
        if (layer instanceof Activation) {
            add(
                    last,
                    "clipped_logits",
                    "The last layer gives the logits, which cross entropy wants unbounded, and %s bends them. Leave it out."
                            .formatted(layer.type()));
        } else if (layer instanceof Dropout) {
            add(last, "clipped_logits", "Dropout on the logits zeroes whole classes while training. Leave it out.");
        }
    }

    private void add(String place, String code, String message) {
        warnings.add(new Violation("/model/layers/" + place, code, message));
    }
}
