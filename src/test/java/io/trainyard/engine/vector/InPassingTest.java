package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.PlainConvolution.square;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.trainyard.engine.onednn.OneDnnExecutor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What kernels do to values while they read or write them. */
class InPassingTest {

    private static final int IMAGES = 3;
    private static final Tiling SEVERAL_PIECES = square(3, 1, 32, 12, 32, 12, 1, 1);
    private static final int CHANNELS = 32;

    private final Random random = new Random(2);
    private final Rescale rescale = new Rescale(random(CHANNELS), random(CHANNELS), true);

    @BeforeEach
    void needsWideVectors() {
        assumeThat(OneDnnExecutor.hasVectors()).as("AVX2").isTrue();
    }

    /** Each with activations in arrays, and outside of the heap. */
    static Stream<Arguments> tilings() {
        return Stream.of(
                        square(3, 1, 8, 8, 8, 8, 1, 1),
                        square(3, 1, 9, 7, 9, 7, 1, 1),
                        square(5, 1, 9, 7, 9, 7, 2, 2),
                        SEVERAL_PIECES,
                        square(3, 2, 11, 8, 11, 7, 2, 1),
                        square(3, 1, 2, 2, 2, 2, 1, 1))
                .flatMap(tiling -> Stream.of(Arguments.of(tiling, true), Arguments.of(tiling, false)));
    }

    static Stream<Arguments> dense() {
        return tilings()
                .filter(arguments -> ((Tiling) arguments.get()[0]).vertical().dilation() == 1);
    }

    @ParameterizedTest
    @MethodSource("tilings")
    void inputs_are_rescaled_but_zeros_around_them_are_not(Tiling tiling, boolean arrays) {
        PlainConvolution plain = new PlainConvolution(tiling, CHANNELS, CHANNELS, IMAGES, arrays);
        Values rescaled = rescaled(plain.input());

        assertThat(convolve(plain, plain.input(), rescale, none(), plain.emptyOutput()))
                .isEqualTo(convolve(plain, rescaled, null, none(), plain.emptyOutput()));
        assertThat(gradient(plain, plain.input(), rescale)).isEqualTo(gradient(plain, rescaled, null));
    }

    @ParameterizedTest
    @MethodSource("tilings")
    void outputs_are_added_to_what_is_there(Tiling tiling, boolean arrays) {
        PlainConvolution plain = new PlainConvolution(tiling, CHANNELS, CHANNELS, IMAGES, arrays);
        float[] alone = convolve(plain, plain.input(), null, none(), plain.emptyOutput());
        Values there = Values.random(arrays, IMAGES, plain.outputGradient().image(), random);
        float[] before = array(there);

        float[] sums = convolve(plain, plain.input(), null, none(), there, there.storage(), new ArrayList<>());

        for (int i = 0; i < sums.length; i++) {
            assertThat(sums[i]).isEqualTo(alone[i] + before[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("tilings")
    void another_branch_is_added_before_the_relu(Tiling tiling, boolean arrays) {
        PlainConvolution plain = new PlainConvolution(tiling, CHANNELS, CHANNELS, IMAGES, arrays);
        float[] bias = random(CHANNELS);
        float[] alone = convolve(plain, plain.input(), null, Finish.of(bias, true, false), plain.emptyOutput());
        Values branch = Values.random(arrays, IMAGES, plain.outputGradient().image(), random);
        Finish finish = Finish.of(bias, true, true);

        float[] sums =
                convolve(plain, plain.input(), null, finish, plain.emptyOutput(), branch.storage(), new ArrayList<>());

        for (int i = 0; i < sums.length; i++) {
            assertThat(sums[i]).isEqualTo(Math.max(0, alone[i] + array(branch)[i]));
        }
    }

    @ParameterizedTest
    @MethodSource("dense")
    void only_the_largest_of_four_outputs_is_written(Tiling tiling, boolean arrays) {
        PlainConvolution plain = new PlainConvolution(tiling, CHANNELS, CHANNELS, IMAGES, arrays);
        float[] bias = random(CHANNELS);
        float[] all = convolve(plain, plain.input(), null, Finish.of(bias, true, true), plain.emptyOutput());
        int height = tiling.vertical().outputLength() / 2;
        int width = tiling.horizontal().outputLength() / 2;
        Values pooled = Values.empty(arrays, IMAGES, CHANNELS * height * width);

        float[] largest =
                convolve(plain, plain.input(), null, Finish.of(bias, true, true).pooling(), pooled);

        for (int i = 0; i < largest.length; i++) {
            int pixel = i / WIDTH;
            int row = pixel / width / height * tiling.vertical().outputLength() + pixel / width % height * 2;
            int first = row * tiling.horizontal().outputLength() + pixel % width * 2;
            float upper = Math.max(all[first * WIDTH + i % WIDTH], all[(first + 1) * WIDTH + i % WIDTH]);
            int below = first + tiling.horizontal().outputLength();
            float lower = Math.max(all[below * WIDTH + i % WIDTH], all[(below + 1) * WIDTH + i % WIDTH]);
            assertThat(largest[i]).isEqualTo(Math.max(upper, lower));
        }
    }

    @ParameterizedTest
    @MethodSource("tilings")
    void moments_are_those_of_the_outputs(Tiling tiling, boolean arrays) {
        PlainConvolution plain = new PlainConvolution(tiling, CHANNELS, CHANNELS, IMAGES, arrays);
        List<Moments> moments = new ArrayList<>();
        Values y = plain.emptyOutput();
        convolve(plain, plain.input(), null, none(), y, null, moments);
        if (tiling.equals(SEVERAL_PIECES)) {
            assertThat(moments).hasSizeGreaterThan(1);
        }
        int pixels = tiling.outputPixels();
        double[] means = new double[CHANNELS];
        double[] squares = new double[CHANNELS];
        Moments.write(moments, means, squares);

        for (int channel = 0; channel < CHANNELS; channel++) {
            double[] values = ofChannel(array(y), channel, pixels);
            double mean = Arrays.stream(values).average().orElseThrow();
            double square =
                    Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
            assertThat(means[channel]).isCloseTo(mean, within(1e-4));
            assertThat(squares[channel]).isCloseTo(square, within(1e-4 * square));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void branches_are_rescaled_and_added_up(boolean arrays) {
        Values left = Values.random(arrays, IMAGES, CHANNELS * 9, random);
        Values right = Values.random(arrays, IMAGES, CHANNELS * 9, random);
        Values sum = Values.empty(arrays, IMAGES, CHANNELS * 9);

        new Join(CHANNELS, 9, rescale, null, true).add(left.storage(), right.storage(), IMAGES, sum.storage());

        float[] first = array(rescaled(left));
        float[] second = array(right);
        float[] sums = array(sum);
        for (int i = 0; i < sums.length; i++) {
            assertThat(sums[i]).isEqualTo(Math.max(0, first[i] + second[i]));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void gradients_pass_a_relu_where_its_outputs_are_positive(boolean arrays) {
        Values y = Values.random(arrays, IMAGES, CHANNELS * 100, random);
        Values gradient = Values.random(arrays, IMAGES, CHANNELS * 100, random);
        y.buffer().put(5, 0);
        float[] before = array(gradient);

        new ReluGradient().apply(y.storage(), gradient.storage(), before.length, gradient.storage());

        for (int i = 0; i < before.length; i++) {
            assertThat(gradient.buffer().get(i)).isEqualTo(y.buffer().get(i) > 0 ? before[i] : 0);
        }
    }

    /** Of one reader and of two, of images that fill some pieces and a rest. */
    @ParameterizedTest
    @CsvSource({"true, 1", "true, 2", "false, 1", "false, 2"})
    void gradients_behind_a_join_are_put_together_with_sums_for_batch_norms(boolean arrays, int readers) {
        int pixels = 13 * 13;
        Values y = Values.random(arrays, IMAGES, CHANNELS * pixels, random);
        Values x = Values.random(arrays, IMAGES, CHANNELS * pixels, random);
        List<Values> parts = Stream.generate(() -> Values.random(arrays, IMAGES, CHANNELS * pixels, random))
                .limit(readers)
                .toList();
        Values whole = Values.empty(arrays, IMAGES, CHANNELS * pixels);
        float[] means = random(CHANNELS);
        double[] sums = random(CHANNELS, 7);
        double[] products = random(CHANNELS, 7);
        Rescale norm = new Rescale(random(CHANNELS), random(CHANNELS), false);
        JoinGradient.Branch branch =
                new JoinGradient.Branch(x.storage(), new NormGradientSums(norm, means, sums, products));

        List<Storage> terms = parts.stream().map(Values::storage).toList();
        new JoinGradient(CHANNELS, pixels, List.of(branch)).add(y.storage(), terms, IMAGES, whole.storage());

        float[] gradients = array(parts.get(0));
        float[] others = array(parts.get(readers - 1));
        float[] outputs = array(y);
        for (int i = 0; i < gradients.length; i++) {
            float gradient = readers == 2 ? gradients[i] + others[i] : gradients[i];
            gradients[i] = outputs[i] > 0 ? gradient : 0;
        }
        assertThat(array(whole)).isEqualTo(gradients);
        for (int channel = 0; channel < CHANNELS; channel++) {
            double[] ofOutputs = ofChannel(gradients, channel, pixels);
            double[] values = ofChannel(array(x), channel, pixels);
            double product = 0;
            for (int i = 0; i < values.length; i++) {
                product += ofOutputs[i] * (values[i] - means[channel]);
            }
            assertThat(sums[channel]).isCloseTo(Arrays.stream(ofOutputs).sum(), within(1e-3));
            assertThat(products[channel]).isCloseTo(product, within(1e-3));
        }
    }

    /** What was there before, which must not count. */
    private double[] random(int length, double scale) {
        return random.doubles(length).map(value -> scale * value).toArray();
    }

    @Test
    void a_block_of_channels_is_rescaled_in_place() {
        for (int channel = 0; channel < CHANNELS; channel += Lanes.WIDTH) {
            float[] pixels = random(3 * Lanes.WIDTH);
            float[] expected = pixels.clone();
            for (int i = 0; i < expected.length; i++) {
                expected[i] = rescaled(expected[i], channel + i % Lanes.WIDTH);
            }

            rescale.apply(pixels, channel);

            assertThat(pixels).isEqualTo(expected);
        }
    }

    private static Finish none() {
        return Finish.none(CHANNELS);
    }

    private static float[] convolve(PlainConvolution plain, Values x, Rescale rescale, Finish finish, Values y) {
        return convolve(plain, x, rescale, finish, y, null, new ArrayList<>());
    }

    private static float[] convolve(
            PlainConvolution plain,
            Values x,
            Rescale rescale,
            Finish finish,
            Values y,
            Storage addend,
            List<Moments> moments) {
        Panels panels = plain.panels();
        float[] transformed = new float[panels.length()];
        TileWeights weights = plain.tileWeights();
        for (int block = 0; block < panels.outputBlocks(); block += Panels.BUNDLE) {
            weights.forward(plain.weights(), block, 0, CHANNELS, null, transformed, panels, block);
        }
        TileConvolution convolution = new TileConvolution(plain.tiling(), panels, rescale, finish, new Workspace());
        for (int piece = 0; piece < TileConvolution.pieces(plain.tiling(), panels, IMAGES); piece++) {
            moments.add(new Moments(CHANNELS));
            convolution.run(
                    piece, new Operands(x.storage(), IMAGES, y.storage(), addend), transformed, moments.get(piece));
        }
        return array(y);
    }

    private static float[] gradient(PlainConvolution plain, Values x, Rescale rescale) {
        TileGradient gradient = new TileGradient(plain.tiling(), plain.panels(), rescale, new Workspace());
        gradient.reserve();
        float[] sums = new float[plain.panels().length()];
        gradient.sum(x.storage(), plain.outputGradient().storage(), IMAGES, sums);
        return sums;
    }

    private Values rescaled(Values values) {
        Values result = Values.empty(false, IMAGES, values.image());
        int pixels = values.image() / CHANNELS;
        for (int i = 0; i < IMAGES * values.image(); i++) {
            int channel = i / (WIDTH * pixels) % (CHANNELS / WIDTH) * WIDTH + i % WIDTH;
            result.buffer().put(i, rescaled(values.buffer().get(i), channel));
        }
        return result;
    }

    private float rescaled(float value, int channel) {
        return Math.max(0, Math.fma(value, rescale.factors()[channel], rescale.terms()[channel]));
    }

    private static double[] ofChannel(float[] values, int channel, int pixels) {
        double[] found = new double[IMAGES * pixels];
        for (int i = 0; i < found.length; i++) {
            int block = i / pixels * (CHANNELS / WIDTH) + channel / WIDTH;
            found[i] = values[(block * pixels + i % pixels) * WIDTH + channel % WIDTH];
        }
        return found;
    }

    private static float[] array(Values values) {
        float[] array = new float[values.buffer().limit()];
        values.buffer().get(0, array);
        return array;
    }

    private float[] random(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
