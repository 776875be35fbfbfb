package io.trainyard.spec;

import io.trainyard.spec.ModelSpec.Placed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of {@link SpecAdvice} that looks at the rules for initial weights. */
final class WeightInitAdvice {

    private final List<WeightInitRule> rules;
    private final List<Placed> layers;
    private final List<Violation> warnings = new ArrayList<>();

    private WeightInitAdvice(ExperimentSpec spec) {
        this.rules = spec.weightInit();
        this.layers = spec.model().everyLayer().stream()
                .filter(placed -> LayerSelector.isStarted(placed.layer()))
                .toList();
    }

    static List<Violation> of(ExperimentSpec spec) {
        WeightInitAdvice advice = new WeightInitAdvice(spec);
        for (int i = 0; i < advice.rules.size(); i++) {
            advice.rule(i);
        }
        return advice.warnings;
    }

    private void rule(int index) {
        WeightInitRule rule = rules.get(index);
        List<Placed> selected =
                layers.stream().filter(layer -> applies(rule, layer)).toList();
        if (selected.isEmpty()) {
            add(
                    index + "/layers",
                    "init_without_layer",
                    "The model has no layer of this type with weights to start, so the rule has no effect.");
        } else if (selected.stream()
                .allMatch(layer -> rules.subList(0, index).stream().anyMatch(before -> applies(before, layer)))) {
            add(
                    index + "/layers",
                    "overruled_init",
                    "Rules before this one select all of its layers, and the first one wins. Put this one before them.");
        } else if (isConstant(rule.weight()) && selected.stream().anyMatch(WeightInitAdvice::hasMatrix)) {
            add(
                    index + "/weight",
                    "symmetric_weights",
                    "Units that start with equal weights get equal gradients and stay equal. Start with random ones.");
        }
    }

    private static boolean applies(WeightInitRule rule, Placed layer) {
        return rule.appliesTo(layer.layer().type(), layer.path());
    }

    private static boolean hasMatrix(Placed placed) {
        return placed.layer() instanceof Layer.Conv2d || placed.layer() instanceof Layer.Linear;
    }

    private static boolean isConstant(WeightInitRule.@Nullable Init init) {
        return init instanceof WeightInitRule.Constant
                || init instanceof WeightInitRule.Ones
                || init instanceof WeightInitRule.Zeros;
    }

    private void add(String place, String code, String message) {
        warnings.add(new Violation("/weight_init/" + place, code, message));
    }
}
