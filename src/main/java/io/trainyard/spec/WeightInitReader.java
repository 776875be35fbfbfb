package io.trainyard.spec;

import static io.trainyard.spec.ViolationCode.CONFLICT;

import io.trainyard.spec.WeightInitRule.FanMode;
import io.trainyard.spec.WeightInitRule.Init;
import io.trainyard.spec.WeightInitRule.Nonlinearity;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads {@code weight_init}. Names, parameters and defaults are those of torch.nn.init, the trailing underscore apart. */
final class WeightInitReader {

    private static final double HUGE = 1e6;
    private static final Kind<Double> ANY = Numbers.from(-HUGE, HUGE);

    /** These need no fan-in, so they also suit vectors: biases and the scale of batch norm. */
    private static final Map<String, Function<ObjectReader, Init>> FOR_VECTORS = new TreeMap<>(Map.of(
            "constant",
            fields -> new WeightInitRule.Constant(fields.required("value", ANY)),
            "ones",
            fields -> new WeightInitRule.Ones(),
            "zeros",
            fields -> new WeightInitRule.Zeros(),
            "uniform",
            WeightInitReader::uniform,
            "normal",
            WeightInitReader::normal,
            "trunc_normal",
            WeightInitReader::truncNormal));

    private static final Map<String, Function<ObjectReader, Init>> FOR_MATRICES = new TreeMap<>(Map.of(
            "orthogonal", fields -> new WeightInitRule.Orthogonal(gain(fields)),
            "xavier_uniform", fields -> new WeightInitRule.XavierUniform(gain(fields)),
            "xavier_normal", fields -> new WeightInitRule.XavierNormal(gain(fields)),
            "kaiming_uniform",
                    fields -> new WeightInitRule.KaimingUniform(slope(fields), mode(fields), nonlinearity(fields)),
            "kaiming_normal",
                    fields -> new WeightInitRule.KaimingNormal(slope(fields), mode(fields), nonlinearity(fields))));

    static {
        FOR_MATRICES.putAll(FOR_VECTORS);
    }

    private static final Map<String, Function<ObjectReader, Init>> FOR_CONV = new TreeMap<>(FOR_MATRICES);
    private static final Map<String, Function<ObjectReader, Init>> FOR_LINEAR = new TreeMap<>(FOR_MATRICES);
    private static final Map<String, Function<ObjectReader, Init>> FOR_ALL = new TreeMap<>(FOR_MATRICES);

    static {
        FOR_CONV.put("dirac", fields -> new WeightInitRule.Dirac());
        FOR_LINEAR.put("sparse", WeightInitReader::sparse);
        FOR_ALL.putAll(FOR_CONV);
        FOR_ALL.putAll(FOR_LINEAR);
    }

    private static final Map<String, String> OF_ONE_LAYER_TYPE = Map.of(
            "dirac", "It is for the kernels of conv2d; name those layers.",
            "sparse", "It is for the matrices of linear; name those layers.");
    private static final Map<String, String> NEED_A_FAN = Map.of(
            "orthogonal", "It needs a matrix, which a vector is not.",
            "dirac", "It needs a kernel, which a vector is not.",
            "sparse", "It needs a matrix, which a vector is not.",
            "xavier_uniform", "It needs a fan-in, which a vector does not have.",
            "xavier_normal", "It needs a fan-in, which a vector does not have.",
            "kaiming_uniform", "It needs a fan-in, which a vector does not have.",
            "kaiming_normal", "It needs a fan-in, which a vector does not have.");

    private static final Kind<Init> MATRIX = weights(FOR_MATRICES);
    private static final Kind<Init> ANY_LAYER = weights(FOR_ALL);
    private static final Kind<Init> CONV = weights(FOR_CONV);
    private static final Kind<Init> LINEAR = weights(FOR_LINEAR);
    private static final Kind<Init> VECTOR =
            Kind.object(fields -> fields.variant("initialization of a vector", FOR_VECTORS, NEED_A_FAN));

    static final Kind<List<WeightInitRule>> LIST = Kind.list(Kind.object(WeightInitReader::rule), 0, 16);

    private WeightInitReader() {}

    private static WeightInitRule rule(ObjectReader fields) {
        LayerSelector layers = fields.required("layers", LayerSelectorReader.SELECTOR);
        Init weight = fields.nullable("weight", weightsOf(layers));
        Init bias = fields.nullable("bias", VECTOR);
        if (fields.sound() && weight == null && bias == null) {
            fields.reject("weight", CONFLICT, "Say how \"weight\", \"bias\" or both start; this rule says neither.");
        }
        return new WeightInitRule(layers, weight, bias);
    }

    private static Kind<Init> weights(Map<String, Function<ObjectReader, Init>> schemes) {
        return Kind.object(fields -> fields.variant("weight initialization", schemes, OF_ONE_LAYER_TYPE));
    }

    /** Of layers that are named one by one, {@link WeightInitChecks} knows the types. */
    private static Kind<Init> weightsOf(LayerSelector layers) {
        if (!(layers instanceof LayerSelector.OfType target)) {
            return ANY_LAYER;
        }
        return switch (target.type()) {
            case "conv2d" -> CONV;
            case "linear" -> LINEAR;
            case LayerSelector.OfType.ALL -> MATRIX;
            default -> VECTOR;
        };
    }

    private static Init uniform(ObjectReader fields) {
        double a = fields.optional("a", ANY, 0.0);
        double b = fields.optional("b", ANY, 1.0);
        if (fields.sound() && a > b) {
            fields.reject("b", CONFLICT, "The upper bound b must not be below the lower bound a, " + a + ".");
        }
        return new WeightInitRule.Uniform(a, b);
    }

    private static Init normal(ObjectReader fields) {
        return new WeightInitRule.Normal(
                fields.optional("mean", ANY, 0.0), fields.optional("std", Numbers.from(0, HUGE), 1.0));
    }

    private static Init truncNormal(ObjectReader fields) {
        double mean = fields.optional("mean", ANY, 0.0);
        double std = fields.optional("std", Numbers.above(0, HUGE), 1.0);
        double a = fields.optional("a", ANY, -2.0);
        double b = fields.optional("b", ANY, 2.0);
        if (fields.sound() && a >= b) {
            fields.reject("b", CONFLICT, "The upper bound b must be above the lower bound a, " + a + ".");
        } else if (fields.sound() && (mean < a - 2 * std || mean > b + 2 * std)) {
            fields.reject(
                    "mean",
                    CONFLICT,
                    "The mean lies more than two standard deviations outside of [" + a + ", " + b
                            + "], where PyTorch's trunc_normal_ is not right either.");
        }
        return new WeightInitRule.TruncNormal(mean, std, a, b);
    }

    private static Init sparse(ObjectReader fields) {
        return new WeightInitRule.Sparse(
                fields.required("sparsity", Numbers.from(0, 1)), fields.optional("std", Numbers.from(0, HUGE), 0.01));
    }

    private static double gain(ObjectReader fields) {
        return fields.optional("gain", Numbers.above(0, HUGE), 1.0);
    }

    private static double slope(ObjectReader fields) {
        return fields.optional("a", Numbers.from(0, HUGE), 0.0);
    }

    private static FanMode mode(ObjectReader fields) {
        return fields.optional("mode", Kind.choice("fan mode", byName(FanMode.values())), FanMode.FAN_IN);
    }

    private static Nonlinearity nonlinearity(ObjectReader fields) {
        return fields.optional(
                "nonlinearity", Kind.choice("nonlinearity", byName(Nonlinearity.values())), Nonlinearity.LEAKY_RELU);
    }

    private static <E extends Enum<E>> Map<String, E> byName(E[] values) {
        Map<String, E> byName = new LinkedHashMap<>();
        Arrays.stream(values).forEach(value -> byName.put(value.name().toLowerCase(Locale.ROOT), value));
        return byName;
    }
}
