package io.trainyard.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.trainyard.engine.onednn.OneDnnExecutor;
import java.nio.FloatBuffer;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions of few channels beside loops in double precision. */
class PlaneConvolutionTest {

    private static final int IMAGES = 3;

    private final Random random = new Random(5);

    @BeforeEach
    void needsWideVectors() {
        assumeThat(OneDnnExecutor.hasVectors()).as("AVX2").isTrue();
    }

    /**
     * @param planar whether channels of the input lie one by one, rather than all beside each other
     * @param arrays whether values lie in such
     */
    record Case(Window window, int in, boolean planar, int out, boolean arrays) {

        int beside() {
            return planar ? 1 : in;
        }

        int pixels() {
            return window.height() * window.width();
        }

        int outputs() {
            return window.outputHeight() * window.outputWidth();
        }

        int input(int image, int channel, int pixel) {
            return image * in * pixels() + (planar ? channel * pixels() + pixel : pixel * in + channel);
        }

        int output(int image, int channel, int pixel) {
            return (image * out + channel) * outputs() + pixel;
        }

        PlanePixels inputs() {
            return new PlanePixels(window, in, beside(), IMAGES);
        }
    }

    static Stream<Case> cases() {
        Window lenet = new Window(5, 5, 1, 1, 1, 1, 32, 32, 0, 0, 28, 28);
        Window same = new Window(3, 3, 1, 1, 1, 1, 9, 13, 1, 1, 9, 13);
        Window pixel = new Window(1, 1, 1, 1, 1, 1, 5, 7, 0, 0, 5, 7);
        Window uneven = new Window(2, 3, 1, 1, 2, 3, 11, 17, 2, 1, 11, 14);
        Window wide = new Window(4, 4, 1, 1, 1, 1, 6, 40, 3, 3, 9, 43);
        return Stream.of(
                new Case(lenet, 3, false, 6, true),
                new Case(same, 1, false, 5, false),
                new Case(same, 10, true, 7, true),
                new Case(pixel, 6, true, 9, false),
                new Case(uneven, 6, true, 10, true),
                new Case(wide, 2, false, 8, false),
                new Case(wide, 7, true, 1, true));
    }

    /** What one tap of the kernel sees for an output; negative if a zero. */
    private static int seen(Window window, int output, int tap) {
        int row = output / window.outputWidth() + tap / window.kernelWidth() * window.dilationHeight() - window.top();
        int column =
                output % window.outputWidth() + tap % window.kernelWidth() * window.dilationWidth() - window.left();
        boolean inside = row >= 0 && row < window.height() && column >= 0 && column < window.width();
        return inside ? row * window.width() + column : -1;
    }

    @FunctionalInterface
    private interface Product {
        void add(int input, int weight, int output);
    }

    /** All products that make up the convolution, by places of what is multiplied and added to. */
    private static void forEach(Case conv, Product product) {
        int area = conv.window.area();
        for (int n = 0; n < IMAGES * conv.out * conv.outputs() * conv.in * area; n++) {
            int tap = n % area;
            int channel = n / area % conv.in;
            int pixel = n / area / conv.in % conv.outputs();
            int output = n / area / conv.in / conv.outputs() % conv.out;
            int image = n / area / conv.in / conv.outputs() / conv.out;
            int seen = seen(conv.window, pixel, tap);
            if (seen >= 0) {
                product.add(
                        conv.input(image, channel, seen),
                        (output * conv.in + channel) * area + tap,
                        conv.output(image, output, pixel));
            }
        }
    }

    private Values weights(Case conv) {
        return Values.random(false, 1, conv.out * conv.in * conv.window.area(), random);
    }

    private Values inputs(Case conv) {
        return Values.random(conv.arrays, IMAGES, conv.in * conv.pixels(), random);
    }

    private static PlaneWeights arrange(Case conv) {
        return new PlaneWeights(conv.window, conv.in, conv.out);
    }

    private static void assertEqual(FloatBuffer actual, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual.get(i)).as("at %d", i).isCloseTo((float) expected[i], within(2e-4f));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void outputs_get_scaled_weights_bias_and_relu(Case conv) {
        Values x = inputs(conv);
        Values weights = weights(conv);
        float[] scales = Values.random(false, 1, conv.out, random).floats();
        float[] bias = Values.random(false, 1, conv.out, random).floats();
        double[] expected = new double[IMAGES * conv.out * conv.outputs()];
        forEach(
                conv,
                (input, weight, output) ->
                        expected[output] += (double) x.buffer().get(input)
                                * weights.buffer().get(weight)
                                * scales[output / conv.outputs() % conv.out]);
        for (int i = 0; i < expected.length; i++) {
            expected[i] = Math.max(0, expected[i] + bias[i / conv.outputs() % conv.out]);
        }
        Values y = Values.empty(conv.arrays, IMAGES, conv.out * conv.outputs());
        float[] arranged = arrange(conv).ofOutputs();
        arrange(conv).forward(weights.buffer(), scales, arranged);

        new PlaneConvolution(conv.window, conv.inputs(), conv.out, Finish.of(bias, true, true))
                .run(x.storage(), IMAGES, arranged, y.storage());

        assertEqual(y.buffer(), expected);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_pool_takes_the_largest_of_four(Case conv) {
        Values x = inputs(conv);
        Values weights = weights(conv);
        Values all = Values.empty(conv.arrays, IMAGES, conv.out * conv.outputs());
        int height = conv.window.outputHeight();
        int width = conv.window.outputWidth();
        int planes = IMAGES * conv.out;
        Values pooled = Values.empty(conv.arrays, planes, height / 2 * (width / 2));
        Values expected = Values.empty(conv.arrays, planes, height / 2 * (width / 2));
        float[] arranged = arrange(conv).ofOutputs();
        arrange(conv).forward(weights.buffer(), null, arranged);
        Finish none = Finish.none(conv.out);
        new PlaneConvolution(conv.window, conv.inputs(), conv.out, none)
                .run(x.storage(), IMAGES, arranged, all.storage());

        new PlaneConvolution(conv.window, conv.inputs(), conv.out, none.pooling())
                .run(x.storage(), IMAGES, arranged, pooled.storage());

        new PlanePool(height, width).forward(all.storage(), planes, expected.storage());
        assertThat(pooled.floats()).isEqualTo(expected.floats());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradients_of_inputs_come_back_through_turned_kernels(Case conv) {
        Values weights = weights(conv);
        Values slopes = Values.random(conv.arrays, IMAGES, conv.out * conv.outputs(), random);
        Case planar = new Case(conv.window, conv.in, true, conv.out, conv.arrays);
        double[] expected = new double[IMAGES * conv.in * conv.pixels()];
        forEach(
                planar,
                (input, weight, output) -> expected[input] +=
                        (double) slopes.buffer().get(output) * weights.buffer().get(weight));
        Values gradient = Values.empty(conv.arrays, IMAGES, conv.in * conv.pixels());
        float[] arranged = arrange(conv).ofInputs();
        arrange(conv).backward(weights.buffer(), arranged);
        Window back = conv.window.backward();

        new PlaneConvolution(back, new PlanePixels(back, conv.out, 1, 1), conv.in, Finish.none(conv.in))
                .run(slopes.storage(), IMAGES, arranged, gradient.storage());

        assertEqual(gradient.buffer(), expected);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradients_of_weights_and_bias_are_sums_over_all_places(Case conv) {
        Values x = inputs(conv);
        Values slopes = Values.random(conv.arrays, IMAGES, conv.out * conv.outputs(), random);
        double[] expected = new double[conv.out * conv.in * conv.window.area()];
        double[] expectedBias = new double[conv.out];
        forEach(
                conv,
                (input, weight, output) -> expected[weight] +=
                        (double) slopes.buffer().get(output) * x.buffer().get(input));
        for (int i = 0; i < IMAGES * conv.out * conv.outputs(); i++) {
            expectedBias[i / conv.outputs() % conv.out] += slopes.buffer().get(i);
        }
        Values weights = weights(conv);
        FloatBuffer bias = FloatBuffer.allocate(conv.out);
        PlanePixels pixels = conv.inputs();
        Values y = Values.empty(conv.arrays, IMAGES, conv.out * conv.outputs());
        new PlaneConvolution(conv.window, pixels, conv.out, Finish.none(conv.out))
                .run(x.storage(), IMAGES, arrange(conv).ofOutputs(), y.storage());
        PlaneGradient gradient = new PlaneGradient(conv.window, pixels, conv.out);
        gradient.sum(slopes.storage(), 1, weights.buffer(), null);

        gradient.sum(slopes.storage(), IMAGES, weights.buffer(), bias);

        assertEqual(weights.buffer(), expected);
        assertEqual(bias, expectedBias);
    }
}
