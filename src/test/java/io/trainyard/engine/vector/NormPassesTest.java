package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.trainyard.engine.onednn.OneDnnExecutor;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Batch norm's passes beside loops in double precision, for numbers of channels that fill whole vectors and that do not. */
class NormPassesTest {

    private static final int IMAGES = 5;

    private final Random random = new Random(4);

    @BeforeEach
    void needsWideVectors() {
        assumeThat(OneDnnExecutor.hasVectors()).as("AVX2").isTrue();
    }

    /**
     * @param beside channels that lie beside each other
     * @param pixels of an image
     * @param arrays whether values lie in such
     */
    record Norm(int beside, int channels, int pixels, boolean relu, boolean arrays) {

        int length() {
            return IMAGES * pixels * channels;
        }

        int channel(int place) {
            return place / (pixels * beside) * beside % channels + place % beside;
        }

        NormPasses passes() {
            return NormPasses.of(beside, channels, pixels, relu);
        }
    }

    static Stream<Norm> norms() {
        return Stream.of(
                        new Norm(1, 1, 1, false, false),
                        new Norm(1, 1, 49, false, false),
                        new Norm(3, 3, 7, false, false),
                        new Norm(20, 20, 300, false, false),
                        new Norm(60, 60, 16, false, false),
                        new Norm(64, 64, 1, false, false),
                        new Norm(1001, 1001, 1, false, false),
                        new Norm(70_000, 70_000, 1, false, false),
                        new Norm(WIDTH, 32, 9, false, false),
                        new Norm(WIDTH, 48, 300, false, false),
                        new Norm(1, 6, 49, false, false),
                        new Norm(1, 10, 3000, false, false))
                .flatMap(norm -> Stream.of(
                        norm, new Norm(norm.beside, norm.channels, norm.pixels, true, norm.beside < norm.channels)));
    }

    private Values values(Norm norm) {
        return Values.random(norm.arrays(), 1, norm.length(), random);
    }

    private float[] factors(Norm norm) {
        float[] factors = new float[norm.channels()];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = (float) random.nextGaussian();
        }
        return factors;
    }

    @ParameterizedTest
    @MethodSource("norms")
    void statistics_are_means_and_squared_differences(Norm norm) {
        Values x = values(norm);
        double count = IMAGES * norm.pixels();
        double[] mean = new double[norm.channels()];
        double[] square = new double[norm.channels()];
        for (int i = 0; i < norm.length(); i++) {
            mean[norm.channel(i)] += x.buffer().get(i) / count;
        }
        for (int i = 0; i < norm.length(); i++) {
            square[norm.channel(i)] += Math.pow(x.buffer().get(i) - mean[norm.channel(i)], 2);
        }
        double[] means = new double[norm.channels()];
        double[] squares = new double[norm.channels()];

        norm.passes().statistics(x.storage(), IMAGES, means, squares);

        assertThat(means).containsExactly(mean, within(1e-5));
        assertThat(squares).containsExactly(square, within(1e-5 * count));
    }

    @ParameterizedTest
    @MethodSource("norms")
    void values_are_normalized(Norm norm) {
        Values x = values(norm);
        Values y = Values.empty(norm.arrays(), 1, norm.length());
        float[] factors = factors(norm);
        float[] terms = factors(norm);

        norm.passes().normalize(x.storage(), IMAGES, factors, terms, y.storage());

        for (int i = 0; i < norm.length(); i++) {
            int c = norm.channel(i);
            float expected = Math.fma(x.buffer().get(i), factors[c], terms[c]);
            assertThat(y.buffer().get(i)).isEqualTo(norm.relu() && expected < 0 ? 0 : expected);
        }
    }

    @ParameterizedTest
    @MethodSource("norms")
    void gradients_pass_where_the_relu_lets_them(Norm norm) {
        Values x = values(norm);
        Values yGradient = values(norm);
        float[] factors = factors(norm);
        float[] terms = factors(norm);
        float[] means = factors(norm);
        float[] slopes = factors(norm);
        float[] constants = factors(norm);
        double[] sum = new double[norm.channels()];
        double[] product = new double[norm.channels()];
        float[] gradient = new float[norm.length()];
        for (int i = 0; i < norm.length(); i++) {
            int c = norm.channel(i);
            float value = x.buffer().get(i);
            boolean passes = !norm.relu() || Math.fma(value, factors[c], terms[c]) > 0;
            float slope = passes ? yGradient.buffer().get(i) : 0;
            sum[c] += slope;
            product[c] += slope * ((double) value - means[c]);
            gradient[i] = Math.fma(slope, factors[c], Math.fma(value, slopes[c], constants[c]));
        }
        double[] sums = new double[norm.channels()];
        double[] products = new double[norm.channels()];
        NormPasses passes = norm.passes();

        passes.gradientSums(x.storage(), yGradient.storage(), IMAGES, factors, terms, means, sums, products);
        passes.gradient(
                x.storage(), yGradient.storage(), IMAGES, factors, terms, slopes, constants, yGradient.storage());

        assertThat(sums).containsExactly(sum, within(1e-5 * IMAGES * norm.pixels()));
        assertThat(products).containsExactly(product, within(1e-5 * IMAGES * norm.pixels()));
        for (int i = 0; i < norm.length(); i++) {
            assertThat(yGradient.buffer().get(i)).isEqualTo(gradient[i]);
        }
    }
}
