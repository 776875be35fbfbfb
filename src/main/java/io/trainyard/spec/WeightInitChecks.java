package io.trainyard.spec;

import static io.trainyard.spec.ViolationCode.CONFLICT;
import static io.trainyard.spec.ViolationCode.UNKNOWN_VALUE;

import io.trainyard.spec.LayerSelector.At;
import io.trainyard.spec.ModelSpec.Placed;
import io.trainyard.spec.WeightInitRule.Init;
import java.util.List;
import java.util.Optional;

/** Whether the rules of {@code weight_init} that name single layers suit these. */
final class WeightInitChecks {

    private final List<Placed> layers;
    private final Violations violations;

    private WeightInitChecks(ModelSpec model, Violations violations) {
        this.layers = model.everyLayer();
        this.violations = violations;
    }

    /** To be called only where model and weight_init were read without complaint. */
    static void run(ExperimentSpec spec, Violations violations) {
        WeightInitChecks checks = new WeightInitChecks(spec.model(), violations);
        for (int i = 0; i < spec.weightInit().size(); i++) {
            if (spec.weightInit().get(i).layers() instanceof At at) {
                checks.check("/weight_init/" + i, spec.weightInit().get(i), at.paths());
            }
        }
    }

    private void check(String pointer, WeightInitRule rule, List<String> paths) {
        for (int i = 0; i < paths.size(); i++) {
            String path = paths.get(i);
            String place = pointer + "/layers" + (paths.size() == 1 ? "" : "/" + i);
            Optional<Placed> named =
                    layers.stream().filter(layer -> layer.path().equals(path)).findFirst();
            if (named.isEmpty()) {
                violations.add(place, UNKNOWN_VALUE, unknown(path));
            } else {
                check(pointer, place, rule, named.get());
            }
        }
    }

    private String unknown(String path) {
        long top = layers.stream().filter(layer -> !layer.path().contains(".")).count();
        return "There is no layer " + Value.quoted(path) + "; model.layers has 0 to " + (top - 1)
                + ", and a layer in a block is named like \"4.layers.0\" or \"4.shortcut.0\".";
    }

    private void check(String pointer, String place, WeightInitRule rule, Placed named) {
        String what = "Layer " + named.path() + " (" + named.layer().type() + ") ";
        List<Layer> selected = selected(named.path());
        if (selected.isEmpty()) {
            violations.add(place, CONFLICT, what + lack(named.layer()));
            return;
        }
        if (rule.weight() != null && selected.stream().anyMatch(layer -> !suits(rule.weight(), layer))) {
            violations.add(pointer + "/weight/type", CONFLICT, what + unsuited(rule.weight()));
        }
        if (rule.bias() != null && selected.stream().noneMatch(WeightInitChecks::hasBias)) {
            violations.add(pointer + "/bias", CONFLICT, what + "has no bias. Give it one, or leave this out.");
        }
    }

    private static String lack(Layer layer) {
        if (layer instanceof Layer.Residual) {
            return "has no conv2d or linear in it.";
        }
        return layer instanceof BatchNorm
                ? "has no scale and shift to start, as its affine is false. Make it true, or leave this layer out."
                : "has no weights to start.";
    }

    private List<Layer> selected(String path) {
        At at = new At(List.of(path));
        return layers.stream()
                .filter(placed -> at.selects(placed.layer().type(), placed.path()))
                .map(Placed::layer)
                .filter(LayerSelector::isStarted)
                .toList();
    }

    private static boolean suits(Init init, Layer layer) {
        if (init instanceof WeightInitRule.Dirac) {
            return layer instanceof Layer.Conv2d;
        }
        if (init instanceof WeightInitRule.Sparse) {
            return layer instanceof Layer.Linear;
        }
        return init.suitsVectors() || layer instanceof Layer.Conv2d || layer instanceof Layer.Linear;
    }

    private static String unsuited(Init init) {
        if (init instanceof WeightInitRule.Dirac) {
            return "has not only kernels of conv2d, which this is for.";
        }
        if (init instanceof WeightInitRule.Sparse) {
            return "has not only matrices of linear, which this is for.";
        }
        return "starts a scale, which is a vector: it takes constant, normal, ones, trunc_normal, uniform or zeros.";
    }

    private static boolean hasBias(Layer layer) {
        if (layer instanceof Layer.Conv2d conv) {
            return conv.bias();
        }
        return !(layer instanceof Layer.Linear linear) || linear.bias();
    }
}
