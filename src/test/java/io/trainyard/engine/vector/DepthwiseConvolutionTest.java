package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.trainyard.engine.onednn.OneDnnExecutor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Depthwise convolutions and their gradients by the definition, and what they do for batch norms as these do it alone. */
class DepthwiseConvolutionTest {

    private static final int IMAGES = 3;

    /** The last block is not full. */
    private static final int THERE = 28;

    private static final int CHANNELS = 32;

    private final Random random = new Random(8);
    private final FloatBuffer weights = FloatBuffer.wrap(random(THERE * 9));
    private final FloatBuffer bias = FloatBuffer.wrap(random(THERE));
    private final Rescale rescale = new Rescale(random(CHANNELS), random(CHANNELS), true);

    @BeforeEach
    void needsWideVectors() {
        assumeThat(OneDnnExecutor.hasVectors()).as("AVX2").isTrue();
    }

    /** Each with activations in arrays, and outside of the heap. */
    static Stream<Arguments> windows() {
        return Stream.of(
                        new Window(3, 3, 1, 1, 1, 1, 8, 8, 1, 1, 8, 8),
                        new Window(3, 3, 1, 1, 1, 1, 33, 35, 1, 1, 33, 35),
                        new Window(3, 3, 1, 1, 1, 1, 7, 6, 0, 0, 5, 4),
                        new Window(3, 3, 1, 1, 1, 1, 4, 3, 2, 2, 6, 5),
                        new Window(3, 3, 1, 1, 1, 1, 5, 1, 1, 1, 5, 1),
                        new Window(3, 3, 2, 2, 1, 1, 8, 8, 1, 1, 4, 4),
                        new Window(3, 3, 2, 2, 1, 1, 36, 34, 1, 1, 18, 17),
                        new Window(3, 3, 2, 2, 1, 1, 6, 4, 1, 1, 4, 3),
                        new Window(3, 3, 2, 2, 1, 1, 7, 9, 1, 1, 4, 5),
                        new Window(3, 3, 2, 2, 1, 1, 8, 6, 0, 0, 3, 2),
                        new Window(3, 3, 3, 3, 1, 1, 8, 10, 2, 1, 4, 4),
                        new Window(3, 3, 4, 4, 1, 1, 8, 10, 1, 1, 2, 3))
                .flatMap(window -> Stream.of(Arguments.of(window, true), Arguments.of(window, false)));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void outputs_are_sums_of_what_a_kernel_sees(Window window, boolean arrays) {
        Values x = inputs(window, arrays);

        Values y = forward(window, arrays, x, null, false, null);

        double[] expected = new double[y.floats().length];
        double[] places = new double[expected.length];
        visit(
                window,
                (output, input, tap, channel) -> expected[output] +=
                        (double) weight(channel, tap) * x.buffer().get(input));
        for (int i = 0; i < expected.length; i++) {
            places[i] = y.buffer().get(i);
            expected[i] += channel(i, outputs(window)) < THERE ? bias.get(channel(i, outputs(window))) : 0;
        }
        assertThat(places).containsExactly(expected, within(1e-4));
        assertThat(forward(window, arrays, x, null, true, null).floats()).isEqualTo(rectified(y.floats()));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void gradients_are_those_of_the_definition(Window window, boolean arrays) {
        Values x = inputs(window, arrays);
        Values slopes = Values.random(arrays, IMAGES, CHANNELS * outputs(window), random);
        double[] ofInputs = new double[x.floats().length];
        double[] ofWeights = new double[THERE * 9];
        double[] ofBias = new double[THERE];
        visit(window, (output, input, tap, channel) -> {
            ofInputs[input] += (double) weight(channel, tap) * slopes.buffer().get(output);
            if (channel < THERE) {
                ofWeights[channel * 9 + tap] +=
                        (double) slopes.buffer().get(output) * x.buffer().get(input);
            }
        });
        for (int i = 0; i < slopes.floats().length; i++) {
            int channel = channel(i, outputs(window));
            if (channel < THERE) {
                ofBias[channel] += slopes.buffer().get(i);
            }
        }

        Gradients found = backward(window, arrays, x, slopes, slopes, null, null, null);

        assertThat(doubles(found.inputs().floats())).containsExactly(ofInputs, within(1e-4));
        assertThat(doubles(found.weights().array())).containsExactly(ofWeights, within(2e-4));
        assertThat(doubles(found.bias().array())).containsExactly(ofBias, within(2e-4));
    }

    @ParameterizedTest
    @MethodSource("windows")
    void batch_norms_before_and_behind_are_done_in_passing(Window window, boolean arrays) {
        Values x = inputs(window, arrays);
        Values rescaled = Values.empty(arrays, IMAGES, x.image());
        NormPasses before = NormPasses.of(WIDTH, CHANNELS, window.height() * window.width(), true);
        before.normalize(x.storage(), IMAGES, rescale.factors(), rescale.terms(), rescaled.storage());
        Moments moments = new Moments(CHANNELS);

        Values y = forward(window, arrays, x, rescale, false, moments);

        assertThat(y.floats())
                .isEqualTo(forward(window, arrays, rescaled, null, false, null).floats());
        NormPasses behind = NormPasses.of(WIDTH, CHANNELS, outputs(window), true);
        double[][] statistics = new double[4][CHANNELS];
        Moments.write(List.of(moments), statistics[0], statistics[1]);
        behind.statistics(y.storage(), IMAGES, statistics[2], statistics[3]);
        assertClose(statistics[0], statistics[2], 1e-5);
        assertClose(statistics[1], statistics[3], 1e-2);
    }

    @ParameterizedTest
    @MethodSource("windows")
    void gradients_of_batch_norms_are_done_in_passing(Window window, boolean arrays) {
        Values x = inputs(window, arrays);
        Values rescaled = Values.empty(arrays, IMAGES, x.image());
        NormPasses before = NormPasses.of(WIDTH, CHANNELS, window.height() * window.width(), true);
        before.normalize(x.storage(), IMAGES, rescale.factors(), rescale.terms(), rescaled.storage());
        Values y = forward(window, arrays, x, rescale, false, null);
        Values slopes = Values.random(arrays, IMAGES, y.image(), random);
        NormGradient norm = new NormGradient(
                new Rescale(random(CHANNELS), random(CHANNELS), true), random(CHANNELS), random(CHANNELS));
        NormPasses behind = NormPasses.of(WIDTH, CHANNELS, outputs(window), true);
        Values ofOutputs = Values.empty(arrays, IMAGES, y.image());
        behind.gradient(
                y.storage(),
                slopes.storage(),
                IMAGES,
                norm.forward().factors(),
                norm.forward().terms(),
                norm.slopes(),
                norm.constants(),
                ofOutputs.storage());
        float[] means = random(CHANNELS);
        double[][] sums = new double[4][CHANNELS];
        NormGradientSums taken = new NormGradientSums(rescale, means, sums[0], sums[1]);

        Gradients found = backward(window, arrays, x, y, slopes, rescale, norm, taken);

        Gradients expected = backward(window, arrays, rescaled, y, ofOutputs, null, null, null);
        assertThat(found.inputs().floats()).isEqualTo(expected.inputs().floats());
        assertThat(found.weights()).isEqualTo(expected.weights());
        assertThat(found.bias()).isEqualTo(expected.bias());
        before.gradientSums(
                x.storage(),
                expected.inputs().storage(),
                IMAGES,
                rescale.factors(),
                rescale.terms(),
                means,
                sums[2],
                sums[3]);
        assertClose(sums[0], sums[2], 1e-3);
        assertClose(sums[1], sums[3], 1e-3);
    }

    /** Sums of up to some thousand values, put together in another order. */
    private static void assertClose(double[] found, double[] expected, double tolerance) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(tolerance + 1e-6 * Math.abs(expected[i])));
        }
    }

    private record Gradients(Values inputs, FloatBuffer weights, FloatBuffer bias) {}

    private Values inputs(Window window, boolean arrays) {
        return Values.random(arrays, IMAGES, CHANNELS * window.height() * window.width(), random);
    }

    /** The second time, since what the first one leaves must not matter. */
    private Values forward(Window window, boolean arrays, Values x, Rescale rescale, boolean relu, Moments moments) {
        float[] arranged = DepthwiseWeights.array(CHANNELS);
        DepthwiseWeights.arrange(weights, bias, arranged);
        Values y = Values.empty(arrays, IMAGES, CHANNELS * outputs(window));
        DepthwiseConvolution convolution = new DepthwiseConvolution(window, CHANNELS, rescale, relu, moments);
        Values others = inputs(window, arrays);
        convolution.run(others.storage(), IMAGES, arranged, y.storage());
        convolution.run(x.storage(), IMAGES, arranged, y.storage());
        return y;
    }

    private Gradients backward(
            Window window,
            boolean arrays,
            Values x,
            Values y,
            Values slopes,
            Rescale rescale,
            NormGradient norm,
            NormGradientSums sums) {
        float[] turned = DepthwiseWeights.array(CHANNELS);
        DepthwiseWeights.turn(weights, turned);
        Values ofInputs = Values.empty(arrays, IMAGES, x.image());
        DepthwiseBackward backward = new DepthwiseBackward(window, CHANNELS, true, rescale, norm, sums);
        Values others = inputs(window, arrays);
        backward.run(others.storage(), y.storage(), slopes.storage(), IMAGES, turned, null);
        backward.run(x.storage(), y.storage(), slopes.storage(), IMAGES, turned, ofInputs.storage());
        FloatBuffer ofWeights = FloatBuffer.allocate(THERE * 9);
        FloatBuffer ofBias = FloatBuffer.allocate(THERE);
        backward.collect(ofWeights, ofBias);
        return new Gradients(ofInputs, ofWeights, ofBias);
    }

    @FunctionalInterface
    private interface Visitor {
        void visit(int output, int input, int tap, int channel);
    }

    /** Every output with each pixel that it sees. */
    private static void visit(Window window, Visitor visitor) {
        for (int output = 0; output < IMAGES * CHANNELS * outputs(window); output++) {
            int pixel = output / WIDTH % outputs(window);
            int part = output / WIDTH / outputs(window);
            for (int tap = 0; tap < 9; tap++) {
                int row = pixel / window.outputWidth() * window.strideHeight() + tap / 3 - window.top();
                int column = pixel % window.outputWidth() * window.strideWidth() + tap % 3 - window.left();
                if (row >= 0 && row < window.height() && column >= 0 && column < window.width()) {
                    int input = ((part * window.height() + row) * window.width() + column) * WIDTH + output % WIDTH;
                    visitor.visit(output, input, tap, channel(output, outputs(window)));
                }
            }
        }
    }

    private static int channel(int place, int pixels) {
        return place / WIDTH / pixels % (CHANNELS / WIDTH) * WIDTH + place % WIDTH;
    }

    private static int outputs(Window window) {
        return window.outputHeight() * window.outputWidth();
    }

    private float weight(int channel, int tap) {
        return channel < THERE ? weights.get(channel * 9 + tap) : 0;
    }

    private static float[] rectified(float[] values) {
        float[] copy = values.clone();
        for (int i = 0; i < copy.length; i++) {
            copy[i] = copy[i] < 0 ? 0 : copy[i];
        }
        return copy;
    }

    private static double[] doubles(float[] values) {
        double[] copy = new double[values.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = values[i];
        }
        return copy;
    }

    private float[] random(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
