package io.trainyard.engine;

import io.trainyard.engine.network.Parameter;
import io.trainyard.spec.WeightInitRule;
import io.trainyard.spec.WeightInitRule.FanMode;
import io.trainyard.spec.WeightInitRule.Init;
import io.trainyard.spec.WeightInitRule.Nonlinearity;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Initial values: PyTorch's defaults and the schemes of torch.nn.init. A tensor's values are a function of (seed, node,
 * kind of parameter), so one layer's scheme does not change another layer's numbers.
 */
final class Initializer {

    private final long seed;
    private final List<WeightInitRule> rules;

    Initializer(long seed, List<WeightInitRule> rules) {
        this.seed = seed;
        this.rules = rules;
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
        DoubleSupplier distribution =
                init == null ? defaults(parameter, random) : distribution(init, parameter, random);
        float[] values = new float[Math.toIntExact(parameter.length())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) distribution.getAsDouble();
        }
        return values;
    }

    private @Nullable Init rule(Parameter parameter) {
        return rules.stream()
                .filter(rule -> rule.appliesTo(parameter.type()))
                .findFirst()
                .map(rule -> switch (parameter.kind()) {
                    case WEIGHT, SCALE -> rule.weight();
                    case BIAS, SHIFT -> rule.bias();
                    case RUNNING_MEAN, RUNNING_VARIANCE -> null;
                })
                .orElse(null);
    }

    /** Kaiming uniform with a = sqrt(5) is uniform in ±1/sqrt(fan_in), which is also the biases' range. */
    private static DoubleSupplier defaults(Parameter parameter, SplitMix random) {
        return switch (parameter.kind()) {
            case WEIGHT, BIAS -> uniform(random, 1 / Math.sqrt(parameter.fanIn()));
            case SCALE, RUNNING_VARIANCE -> () -> 1;
            case SHIFT, RUNNING_MEAN -> () -> 0;
        };
    }

    private static DoubleSupplier distribution(Init init, Parameter parameter, SplitMix random) {
        if (init instanceof WeightInitRule.Constant constant) {
            return constant::value;
        }
        if (init instanceof WeightInitRule.Uniform uniform) {
            return () -> uniform.a() + (uniform.b() - uniform.a()) * random.nextDouble();
        }
        if (init instanceof WeightInitRule.Normal normal) {
            return () -> normal.mean() + normal.std() * random.nextGaussian();
        }
        if (init instanceof WeightInitRule.Ones) {
            return () -> 1;
        }
        if (init instanceof WeightInitRule.Zeros) {
            return () -> 0;
        }
        if (init instanceof WeightInitRule.TruncNormal normal) {
            return () -> truncated(normal, random);
        }
        requireFans(init, parameter);
        if (init instanceof WeightInitRule.XavierUniform xavier) {
            return uniform(random, Math.sqrt(3) * xavierStd(xavier.gain(), parameter));
        }
        if (init instanceof WeightInitRule.XavierNormal xavier) {
            return normal(random, xavierStd(xavier.gain(), parameter));
        }
        if (init instanceof WeightInitRule.KaimingUniform kaiming) {
            double std = kaimingStd(kaiming.a(), kaiming.mode(), kaiming.nonlinearity(), parameter);
            return uniform(random, Math.sqrt(3) * std);
        }
        if (init instanceof WeightInitRule.KaimingNormal kaiming) {
            return normal(random, kaimingStd(kaiming.a(), kaiming.mode(), kaiming.nonlinearity(), parameter));
        }
        throw new IllegalArgumentException("Unknown initialization " + init);
    }

    /** By rejection; a narrow interval is drawn from uniformly, since normal values would seldom fall into it. */
    private static double truncated(WeightInitRule.TruncNormal normal, SplitMix random) {
        boolean narrow = normal.b() - normal.a() < 2 * normal.std();
        double mode = Math.max(normal.a(), Math.min(normal.b(), normal.mean()));
        while (true) {
            double value = narrow
                    ? normal.a() + (normal.b() - normal.a()) * random.nextDouble()
                    : normal.mean() + normal.std() * random.nextGaussian();
            if (narrow
                    ? random.nextDouble() < Math.exp(exponent(normal, value) - exponent(normal, mode))
                    : value >= normal.a() && value <= normal.b()) {
                return value;
            }
        }
    }

    private static double exponent(WeightInitRule.TruncNormal normal, double value) {
        double distance = (value - normal.mean()) / normal.std();
        return -distance * distance / 2;
    }

    private static void requireFans(Init init, Parameter parameter) {
        if (!parameter.kind().isProperWeight()) {
            throw new IllegalArgumentException(
                    "%s needs fan-in and fan-out, which a %s of %s does not have; use constant, uniform or normal"
                            .formatted(init, parameter.kind().name().toLowerCase(Locale.ROOT), parameter.type()));
        }
    }

    private static DoubleSupplier uniform(SplitMix random, double bound) {
        return () -> bound * (2 * random.nextDouble() - 1);
    }

    private static DoubleSupplier normal(SplitMix random, double std) {
        return () -> std * random.nextGaussian();
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
