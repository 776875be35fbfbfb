package io.trainyard.golden;

import java.util.Arrays;

/**
 * What a tensor of random values looks like.
 *
 * @param zeros how many values are exactly 0
 */
record Moments(int count, int zeros, double min, double max, double mean, double std, double kurtosis) {

    static Moments of(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double second = central(values, mean, 2);
        double kurtosis = second == 0 ? 0 : central(values, mean, 4) / (second * second);
        return new Moments(
                values.length,
                (int) Arrays.stream(values).filter(value -> value == 0).count(),
                Arrays.stream(values).min().orElseThrow(),
                Arrays.stream(values).max().orElseThrow(),
                mean,
                Math.sqrt(second),
                kurtosis);
    }

    private static double central(double[] values, double mean, int power) {
        return Arrays.stream(values)
                .map(value -> Math.pow(value - mean, power))
                .average()
                .orElseThrow();
    }

    /** That of a uniform distribution is 1.8, of a normal one 3. */
    boolean isBounded() {
        return kurtosis < 2;
    }
}
