package io.trainyard.engine;

import io.trainyard.engine.network.Parameter;
import io.trainyard.engine.network.Parameter.Kind;
import io.trainyard.engine.network.SplitMix;
import io.trainyard.spec.WeightInitRule;
import io.trainyard.spec.WeightInitRule.FanMode;
import io.trainyard.spec.WeightInitRule.Init;
import io.trainyard.spec.WeightInitRule.Nonlinearity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Initial values: PyTorch's defaults and the schemes of torch.nn.init. A tensor's values are a function of (seed, node,
 * kind of parameter), so one layer's scheme does not change another layer's numbers.
 */
final class Initializer {

    private final long seed;
    private final List<WeightInitRule> rules;
    private final IntFunction<String> paths;

    /** @param paths of the nodes, by index */
    Initializer(long seed, List<WeightInitRule> rules, IntFunction<String> paths) {
        this.seed = seed;
        this.rules = rules;
        this.paths = paths;
    }

    /** The parameter's values, in the order in which it lies in memory. */
    float[] values(Parameter parameter) {
        SplitMix random = new SplitMix(
                SplitMix.mix(seed, parameter.node(), parameter.kind().ordinal()));
        Init init = rule(parameter);
        float[] whole = init == null ? null : WholeTensors.values(init, parameter, random);
        if (whole != null) {
            return whole;
        }
        Distribution distribution = init == null ? defaults(parameter) : distribution(init, parameter);
        float[] values = new float[Math.toIntExact(parameter.length())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) distribution.draw(random);
        }
        return values;
    }

    /** The scheme by its name, {@code type}, with the numbers that it comes to for this parameter. */
    Map<String, Object> scheme(Parameter parameter) {
        Init init = rule(parameter);
        Map<String, Object> scheme = new LinkedHashMap<>();
        scheme.put("type", init == null ? defaultType(parameter.kind()) : type(init));
        if (init instanceof WeightInitRule.Orthogonal orthogonal) {
            scheme.put("gain", orthogonal.gain());
        } else if (init instanceof WeightInitRule.Sparse sparse) {
            scheme.put("sparsity", sparse.sparsity());
            scheme.put("std", sparse.std());
        } else if (!(init instanceof WeightInitRule.Dirac)) {
            Distribution distribution = init == null ? defaults(parameter) : distribution(init, parameter);
            scheme.putAll(distribution.numbers());
        }
        return scheme;
    }

    private static String defaultType(Kind kind) {
        return switch (kind) {
            case WEIGHT -> "kaiming_uniform";
            case BIAS -> "uniform";
            case SCALE, RUNNING_VARIANCE -> "ones";
            case SHIFT, RUNNING_MEAN -> "zeros";
        };
    }

    /** The records are named as the spec names the schemes, in another case. */
    private static String type(Init init) {
        return init.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                .toLowerCase(Locale.ROOT);
    }

    private @Nullable Init rule(Parameter parameter) {
        return rules.stream()
                .filter(rule -> rule.appliesTo(parameter.type(), paths.apply(parameter.node())))
                .findFirst()
                .map(rule -> switch (parameter.kind()) {
                    case WEIGHT, SCALE -> rule.weight();
                    case BIAS, SHIFT -> rule.bias();
                    case RUNNING_MEAN, RUNNING_VARIANCE -> null;
                })
                .orElse(null);
    }

    /** Kaiming uniform with a = sqrt(5) is uniform in ±1/sqrt(fan_in), which is also the biases' range. */
    private static Distribution defaults(Parameter parameter) {
        return switch (parameter.kind()) {
            case WEIGHT, BIAS -> new Distribution.Symmetric(1 / Math.sqrt(parameter.fanIn()));
            case SCALE, RUNNING_VARIANCE -> new Distribution.Constant(1);
            case SHIFT, RUNNING_MEAN -> new Distribution.Constant(0);
        };
    }

    private static Distribution distribution(Init init, Parameter parameter) {
        if (init instanceof WeightInitRule.Constant constant) {
            return new Distribution.Constant(constant.value());
        }
        if (init instanceof WeightInitRule.Uniform uniform) {
            return new Distribution.Uniform(uniform.a(), uniform.b());
        }
        if (init instanceof WeightInitRule.Normal normal) {
            return new Distribution.Normal(normal.mean(), normal.std());
        }
        if (init instanceof WeightInitRule.Ones) {
            return new Distribution.Constant(1);
        }
        if (init instanceof WeightInitRule.Zeros) {
            return new Distribution.Constant(0);
        }
        if (init instanceof WeightInitRule.TruncNormal normal) {
            return new Distribution.Truncated(normal.mean(), normal.std(), normal.a(), normal.b());
        }
        requireFans(init, parameter);
        if (init instanceof WeightInitRule.XavierUniform xavier) {
            return new Distribution.Symmetric(Math.sqrt(3) * xavierStd(xavier.gain(), parameter));
        }
        if (init instanceof WeightInitRule.XavierNormal xavier) {
            return new Distribution.Normal(0, xavierStd(xavier.gain(), parameter));
        }
        if (init instanceof WeightInitRule.KaimingUniform kaiming) {
            double std = kaimingStd(kaiming.a(), kaiming.mode(), kaiming.nonlinearity(), parameter);
            return new Distribution.Symmetric(Math.sqrt(3) * std);
        }
        if (init instanceof WeightInitRule.KaimingNormal kaiming) {
            return new Distribution.Normal(
                    0, kaimingStd(kaiming.a(), kaiming.mode(), kaiming.nonlinearity(), parameter));
        }
        throw new IllegalArgumentException("Unknown initialization " + init);
    }

    private static void requireFans(Init init, Parameter parameter) {
        if (!parameter.kind().isProperWeight()) {
            throw new IllegalArgumentException(
                    "%s needs fan-in and fan-out, which a %s of %s does not have; use constant, uniform or normal"
                            .formatted(init, parameter.kind().name().toLowerCase(Locale.ROOT), parameter.type()));
        }
    }

    private static double xavierStd(double gain, Parameter parameter) {
        return gain * Math.sqrt(2.0 / (parameter.fanIn() + parameter.fanOut()));
    }

    private static double kaimingStd(double a, FanMode mode, Nonlinearity nonlinearity, Parameter parameter) {
        return gain(nonlinearity, a) / Math.sqrt(mode == FanMode.FAN_IN ? parameter.fanIn() : parameter.fanOut());
    }

    /** torch.nn.init.calculate_gain. */
    private static double gain(Nonlinearity nonlinearity, double a) {
        return switch (nonlinearity) {
            case LINEAR, SIGMOID -> 1;
            case RELU -> Math.sqrt(2);
            case LEAKY_RELU -> Math.sqrt(2 / (1 + a * a));
            case TANH -> 5.0 / 3;
            case SELU -> 0.75;
        };
    }
}
