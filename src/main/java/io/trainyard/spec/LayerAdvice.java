package io.trainyard.spec;

import io.trainyard.spec.Layer.AvgPool2d;
import io.trainyard.spec.Layer.BatchNorm2d;
import io.trainyard.spec.Layer.Conv2d;
import io.trainyard.spec.Layer.Dropout;
import io.trainyard.spec.Layer.Flatten;
import io.trainyard.spec.Layer.Linear;
import io.trainyard.spec.Layer.Relu;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The part of {@link SpecAdvice} that looks at the order of the layers. */
final class LayerAdvice {

    private final List<Layer> layers;
    private final List<Warning> warnings = new ArrayList<>();

    private LayerAdvice(List<Layer> layers) {
        this.layers = layers;
    }

    /** The presets are as their authors made them; what there is to say about those is in the documentation. */
    static List<Warning> of(ExperimentSpec spec) {
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
        List<Integer> redundant = IntStream.range(0, layers.size() - 1)
                .filter(i ->
                        layers.get(i) instanceof Conv2d conv && conv.bias() && layers.get(i + 1) instanceof BatchNorm2d)
                .boxed()
                .toList();
        if (!redundant.isEmpty()) {
            add(
                    redundant.get(0),
                    "redundant_bias",
                    "Batch norm subtracts whatever bias the convolution before it adds; \"bias\": false saves the"
                            + " parameters. Layers: " + redundant + ".");
        }
    }

    /** Two linear maps in a row are one. */
    private void missingNonlinearity() {
        int linear = -1;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            if (layer instanceof Conv2d || layer instanceof Linear) {
                if (linear >= 0) {
                    add(
                            i,
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
        return layer instanceof BatchNorm2d
                || layer instanceof Flatten
                || layer instanceof AvgPool2d
                || layer instanceof Dropout;
    }

    private void logits() {
        int last = layers.size() - 1;
        if (layers.get(last) instanceof Relu) {
            add(
                    last,
                    "clipped_logits",
                    "The last layer gives the logits, and after a relu none is negative. Leave it out.");
        } else if (layers.get(last) instanceof Dropout) {
            add(last, "clipped_logits", "Dropout on the logits zeroes whole classes while training. Leave it out.");
        }
    }

    private void add(int layer, String code, String message) {
        warnings.add(new Warning("/model/layers/" + layer, code, message));
    }
}
