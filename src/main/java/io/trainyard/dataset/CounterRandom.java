package io.trainyard.dataset;

/**
 * Random numbers as a function of a key, so that what happens to an image depends on (seed, epoch, index) and on nothing
 * that was drawn before. SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014), started
 * from a mix of the key's words; the same bits on every JVM.
 */
final class CounterRandom {

    /** What the numbers are for; keeps streams with equal numbers in their keys apart. */
    enum Purpose {
        SPLIT,
        TEST_SUBSET,
        SHUFFLE,
        AUGMENTATION,
        DRAWING,
        MIXING
    }

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    CounterRandom(Purpose purpose, long... key) {
        state = mix(purpose.ordinal() + 1);
        for (long word : key) {
            state = mix(state + GOLDEN_GAMMA ^ mix(word + GOLDEN_GAMMA));
        }
    }

    long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** Uniform over 0 to bound-1; the bias of the multiplication is below bound / 2^32. */
    int nextInt(int bound) {
        return (int) ((nextLong() >>> 32) * bound >>> 32);
    }

    /** Uniform over [0,1) in steps of 2^-53. */
    double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    double nextDouble(double from, double to) {
        return from + (to - from) * nextDouble();
    }

    /** Over (0,1); strict functions give the same bits on every JVM, here and below. */
    double nextBeta(double alpha, double beta) {
        return 1 / (1 + StrictMath.exp(nextLogGamma(beta) - nextLogGamma(alpha)));
    }

    /**
     * The logarithm of a gamma variate, since for a small shape the variate itself is often 0. Marsaglia, Tsang, "A simple
     * method for generating gamma variables", 2000; a shape below 1 is raised by 1 first.
     */
    private double nextLogGamma(double shape) {
        if (shape < 1) {
            return nextLogGamma(shape + 1) + StrictMath.log(1 - nextDouble()) / shape;
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double normal = nextGaussian();
            double root = 1 + c * normal;
            double v = root * root * root;
            if (v > 0 && StrictMath.log(1 - nextDouble()) < normal * normal / 2 + d - d * v + d * StrictMath.log(v)) {
                return StrictMath.log(d * v);
            }
        }
    }

    /** Box-Muller, one of the two values. */
    private double nextGaussian() {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * nextDouble());
    }

    /** Fisher-Yates. */
    void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int value = values[i];
            values[i] = values[j];
            values[j] = value;
        }
    }

    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
