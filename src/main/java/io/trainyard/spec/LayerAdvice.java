package io.trainyard.spec;

import io.trainyard.spec.Activation.Gelu;
import io.trainyard.spec.Layer.AdaptiveAvgPool2d;
import io.trainyard.spec.Layer.AvgPool2d;
import io.trainyard.spec.Layer.BatchNorm1d;
import io.trainyard.spec.Layer.BatchNorm2d;
import io.trainyard.spec.Layer.Conv2d;
import io.trainyard.spec.Layer.Dropout;
import io.trainyard.spec.Layer.Dropout2d;
import io.trainyard.spec.Layer.Flatten;
import io.trainyard.spec.Layer.Linear;
import io.trainyard.spec.Layer.Residual;
import java.util.ArrayList;
import java.util.List;

/** The part of {@link SpecAdvice} that looks at the order of the layers. */
final class LayerAdvice {

    private final String prefix;
    private final List<Layer> layers;
    private final List<Violation> warnings = new ArrayList<>();

    private LayerAdvice(String prefix, List<Layer> layers) {
        this.prefix = prefix;
        this.layers = layers;
    }

    /** The presets are as their authors made them; what there is to say about those is in the documentation. */
    static List<Violation> of(ExperimentSpec spec) {
        if (Preset.isOne(spec.model(), spec.dataset().name())) {
            return List.of();
        }
        LayerAdvice advice = new LayerAdvice("", spec.model().layers());
        advice.sequence();
        advice.approximatedGelu(spec.model());
        advice.logits();
        return advice.warnings;
    }

    private void sequence() {
        redundantBias();
        missingNonlinearity();
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i) instanceof Residual block) {
                branch(i + ".layers.", block.layers());
                branch(i + ".shortcut.", block.shortcut());
            }
        }
    }

    private void branch(String path, List<Layer> branch) {
        LayerAdvice advice = new LayerAdvice(prefix + path, branch);
        advice.sequence();
        warnings.addAll(advice.warnings);
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
                index,
                "/bias",
                "redundant_bias",
                "The %s after this %s subtracts its bias again; \"bias\": false saves %d parameters."
                        .formatted(norm.type(), layer.type(), biases));
    }

    /** Said once: for all of them the same holds. */
    private void approximatedGelu(ModelSpec model) {
        model.everyLayer().stream()
                .filter(placed -> placed.layer() instanceof Gelu gelu && !gelu.tanh())
                .findFirst()
                .ifPresent(placed -> warnings.add(new Violation(
                        ModelSpec.pointer(placed.path()) + "/approximate",
                        "approximated_gelu",
                        "The GELU with the error function is trained exactly, but DeepLearning4J has none: the model file"
                                + " for it takes the tanh form, which is off by up to 5e-4 in each activation.")));
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
                            "",
                            "no_nonlinearity",
                            "Between layer %s (%s) and layer %s (%s) nothing is nonlinear, so together they are no more than one linear map. Put a relu between them."
                                    .formatted(
                                            prefix + linear, layers.get(linear).type(), prefix + i, layer.type()));
                }
                linear = i;
            } else if (!isLinear(layer)) {
                linear = -1;
            }
        }
    }

    private static boolean isLinear(Layer layer) {
        return layer instanceof BatchNorm
                || layer instanceof Flatten
                || layer instanceof AvgPool2d
                || layer instanceof AdaptiveAvgPool2d
                || layer instanceof Dropout
                || layer instanceof Dropout2d;
    }

    private void logits() {
        int last = layers.size() - 1;
        Layer layer = layers.get(last);
        if (layer instanceof Activation) {
            add(
                    last,
                    "",
                    "clipped_logits",
                    "The last layer gives the logits, which cross entropy wants unbounded, and %s bends them. Leave it out."
                            .formatted(layer.type()));
        } else if (layer instanceof Dropout) {
            add(last, "", "clipped_logits", "Dropout on the logits zeroes whole classes while training. Leave it out.");
        }
    }

    private void add(int index, String field, String code, String message) {
        warnings.add(new Violation(ModelSpec.pointer(prefix + index) + field, code, message));
    }
}
