package io.trainyard.spec;

import static io.trainyard.spec.SpecWriter.typed;

import io.trainyard.spec.WeightInitRule.FanMode;
import io.trainyard.spec.WeightInitRule.Init;
import io.trainyard.spec.WeightInitRule.Nonlinearity;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes one of {@code weight_init}. */
final class WeightInitWriter {

    private WeightInitWriter() {}

    static ObjectNode write(WeightInitRule rule) {
        ObjectNode json = SpecWriter.object();
        json.set("layers", LayerSelectorReader.write(rule.layers()));
        json.set("weight", init(rule.weight()));
        json.set("bias", init(rule.bias()));
        return json;
    }

    private static @Nullable ObjectNode init(@Nullable Init init) {
        if (init instanceof WeightInitRule.Constant constant) {
            return typed("constant").put("value", constant.value());
        }
        if (init instanceof WeightInitRule.Uniform uniform) {
            return typed("uniform").put("a", uniform.a()).put("b", uniform.b());
        }
        if (init instanceof WeightInitRule.Normal normal) {
            return typed("normal").put("mean", normal.mean()).put("std", normal.std());
        }
        if (init instanceof WeightInitRule.Ones) {
            return typed("ones");
        }
        if (init instanceof WeightInitRule.Zeros) {
            return typed("zeros");
        }
        if (init instanceof WeightInitRule.TruncNormal normal) {
            return typed("trunc_normal")
                    .put("mean", normal.mean())
                    .put("std", normal.std())
                    .put("a", normal.a())
                    .put("b", normal.b());
        }
        if (init instanceof WeightInitRule.Dirac) {
            return typed("dirac");
        }
        if (init instanceof WeightInitRule.Orthogonal orthogonal) {
            return typed("orthogonal").put("gain", orthogonal.gain());
        }
        if (init instanceof WeightInitRule.Sparse sparse) {
            return typed("sparse").put("sparsity", sparse.sparsity()).put("std", sparse.std());
        }
        if (init instanceof WeightInitRule.XavierUniform xavier) {
            return typed("xavier_uniform").put("gain", xavier.gain());
        }
        if (init instanceof WeightInitRule.XavierNormal xavier) {
            return typed("xavier_normal").put("gain", xavier.gain());
        }
        if (init instanceof WeightInitRule.KaimingUniform kaiming) {
            return kaiming("kaiming_uniform", kaiming.a(), kaiming.mode(), kaiming.nonlinearity());
        }
        if (init instanceof WeightInitRule.KaimingNormal kaiming) {
            return kaiming("kaiming_normal", kaiming.a(), kaiming.mode(), kaiming.nonlinearity());
        }
        return null;
    }

    private static ObjectNode kaiming(String type, double a, FanMode mode, Nonlinearity nonlinearity) {
        return typed(type)
                .put("a", a)
                .put("mode", mode.name().toLowerCase(Locale.ROOT))
                .put("nonlinearity", nonlinearity.name().toLowerCase(Locale.ROOT));
    }
}
