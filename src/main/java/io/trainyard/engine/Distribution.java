package io.trainyard.engine;

import io.trainyard.engine.network.SplitMix;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where a tensor's initial values come from, value by value, with every number worked out. */
sealed interface Distribution {

    double draw(SplitMix random);

    /** The numbers that fix it, by PyTorch's names. */
    Map<String, Object> numbers();

    record Constant(double value) implements Distribution {

        @Override
        public double draw(SplitMix random) {
            return value;
        }

        @Override
        public Map<String, Object> numbers() {
            return Map.of("value", value);
        }
    }

    /** Uniform in ±bound. */
    record Symmetric(double bound) implements Distribution {

        @Override
        public double draw(SplitMix random) {
            return bound * (2 * random.nextDouble() - 1);
        }

        @Override
        public Map<String, Object> numbers() {
            return Map.of("bound", bound);
        }
    }

    record Uniform(double a, double b) implements Distribution {

        @Override
        public double draw(SplitMix random) {
            return a + (b - a) * random.nextDouble();
        }

        @Override
        public Map<String, Object> numbers() {
            return ordered("a", a, "b", b);
        }
    }

    record Normal(double mean, double std) implements Distribution {

        @Override
        public double draw(SplitMix random) {
            return mean + std * random.nextGaussian();
        }

        @Override
        public Map<String, Object> numbers() {
            return ordered("mean", mean, "std", std);
        }
    }

    /** Normal between {@code a} and {@code b}. */
    record Truncated(double mean, double std, double a, double b) implements Distribution {

        /** By rejection; a narrow interval is drawn from uniformly, since normal values would seldom fall into it. */
        @Override
        public double draw(SplitMix random) {
            boolean narrow = b - a < 2 * std;
            double mode = Math.max(a, Math.min(b, mean));
            while (true) {
                double value = narrow ? a + (b - a) * random.nextDouble() : mean + std * random.nextGaussian();
                if (narrow
                        ? random.nextDouble() < Math.exp(exponent(value) - exponent(mode))
                        : value >= a && value <= b) {
                    return value;
                }
            }
        }

        private double exponent(double value) {
            double distance = (value - mean) / std;
            return -distance * distance / 2;
        }

        @Override
        public Map<String, Object> numbers() {
            Map<String, Object> numbers = ordered("mean", mean, "std", std);
            numbers.putAll(ordered("a", a, "b", b));
            return numbers;
        }
    }

    private static Map<String, Object> ordered(String first, double one, String second, double two) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put(first, one);
        numbers.put(second, two);
        return numbers;
    }
}
