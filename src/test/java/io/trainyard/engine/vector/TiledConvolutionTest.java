package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.PlainConvolution.square;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.trainyard.engine.onednn.OneDnnExecutor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions and their gradients on Java's vectors, against plain loops in double precision. */
class TiledConvolutionTest {

    /** Of the largest value; Winograd's algorithm loses up to two more digits than plain sums. */
    private static final double TOLERANCE = 5e-5;

    private static final int IMAGES = 3;

    @BeforeEach
    void needsWideVectors() {
        assumeThat(OneDnnExecutor.hasVectors()).as("AVX2").isTrue();
    }

    static Stream<PlainConvolution> convolutions() {
        return Stream.of(
                        square(3, 1, 8, 8, 8, 8, 1, 1),
                        square(3, 1, 32, 12, 32, 12, 1, 1),
                        square(3, 1, 9, 7, 9, 7, 1, 1),
                        square(3, 1, 5, 14, 3, 12, 0, 0),
                        square(3, 1, 5, 6, 7, 8, 2, 2),
                        square(3, 1, 6, 5, 5, 6, 0, 2),
                        square(3, 1, 2, 2, 2, 2, 1, 1),
                        square(3, 1, 2, 2, 2, 2, 0, 1),
                        square(3, 1, 1, 1, 1, 1, 1, 1),
                        square(3, 1, 1, 2, 1, 2, 1, 0),
                        square(3, 1, 2, 1, 2, 1, 2, 1),
                        square(4, 1, 8, 8, 8, 8, 1, 2),
                        square(4, 1, 9, 7, 8, 6, 1, 1),
                        square(4, 1, 6, 14, 3, 11, 0, 0),
                        square(4, 1, 5, 6, 8, 9, 3, 3),
                        square(4, 1, 16, 5, 16, 5, 1, 2),
                        square(4, 1, 4, 3, 4, 3, 2, 1),
                        square(4, 1, 2, 2, 1, 1, 1, 1),
                        square(4, 1, 2, 2, 2, 2, 1, 2),
                        square(4, 2, 11, 8, 9, 6, 2, 2),
                        square(5, 1, 8, 8, 8, 8, 2, 2),
                        square(5, 1, 9, 7, 9, 7, 2, 2),
                        square(5, 1, 6, 16, 2, 12, 0, 0),
                        square(5, 1, 6, 5, 2, 1, 0, 0),
                        square(5, 1, 5, 6, 9, 10, 4, 4),
                        square(5, 1, 6, 5, 5, 6, 1, 3),
                        square(5, 1, 2, 2, 2, 2, 2, 2),
                        square(5, 1, 2, 2, 2, 2, 1, 3),
                        square(5, 1, 1, 2, 2, 1, 3, 2),
                        square(3, 2, 16, 16, 16, 16, 2, 2),
                        square(3, 2, 9, 7, 9, 7, 2, 2),
                        square(3, 3, 13, 4, 13, 10, 3, 6),
                        square(3, 4, 9, 12, 1, 4, 0, 0),
                        square(3, 5, 2, 1, 6, 5, 7, 9),
                        square(5, 2, 11, 8, 11, 7, 4, 3),
                        square(5, 2, 8, 7, 4, 3, 2, 2),
                        Tiling.of(plain(8), new Axis(3, 1, 8, 8, 1)),
                        Tiling.of(new Axis(3, 1, 8, 8, 1), plain(8)),
                        Tiling.of(plain(5), new Axis(3, 1, 14, 12, 0)),
                        Tiling.of(new Axis(3, 1, 9, 11, 2), plain(6)),
                        Tiling.of(plain(3), new Axis(4, 1, 10, 9, 1)),
                        Tiling.of(new Axis(4, 1, 16, 16, 2), plain(2)),
                        Tiling.of(plain(7), new Axis(4, 1, 8, 8, 1)),
                        Tiling.of(plain(7), new Axis(5, 1, 8, 8, 2)),
                        Tiling.of(new Axis(5, 1, 6, 2, 0), plain(7)),
                        Tiling.of(plain(5), new Axis(3, 3, 13, 10, 2)),
                        Tiling.of(new Axis(5, 2, 11, 13, 5), plain(3)),
                        Tiling.of(new Axis(3, 2, 9, 9, 2), new Axis(3, 1, 8, 8, 1)),
                        Tiling.of(plain(6), new Axis(7, 1, 16, 16, 3)),
                        Tiling.of(new Axis(7, 1, 9, 11, 4), plain(7)),
                        Tiling.of(plain(2), new Axis(7, 2, 21, 9, 0)),
                        Tiling.of(new Axis(4, 1, 11, 8, 0), new Axis(7, 1, 8, 8, 3)),
                        Tiling.of(new Axis(3, 1, 8, 8, 1), new Axis(7, 1, 9, 7, 2)),
                        Tiling.of(new Axis(3, 1, 8, 8, 1), new Axis(5, 1, 9, 9, 2)),
                        Tiling.of(new Axis(5, 1, 8, 8, 2), new Axis(3, 1, 7, 7, 1)),
                        Tiling.of(new Axis(4, 1, 9, 9, 2), new Axis(5, 1, 6, 6, 2)),
                        Tiling.of(strided(16), strided(16)),
                        Tiling.of(strided(32), strided(9)),
                        Tiling.of(strided(5), strided(15)),
                        Tiling.of(new Axis(3, Axis.Step.TWO, 1, 8, 5, 1), new Axis(3, Axis.Step.TWO, 1, 10, 4, 1)),
                        Tiling.of(new Axis(3, 1, 7, 7, 1), strided(12)),
                        Tiling.of(plain(2), new Axis(3, 1, 2, 2, 1)),
                        Tiling.of(new Axis(5, 1, 2, 2, 3), plain(1)))
                .flatMap(tiling -> Stream.of(
                        new PlainConvolution(tiling, 16, 16, IMAGES, false),
                        new PlainConvolution(tiling, 16, 16, IMAGES, true),
                        new PlainConvolution(tiling, 48, 32, IMAGES, true),
                        new PlainConvolution(tiling, 144, 48, IMAGES, false),
                        new PlainConvolution(tiling, 3 * WIDTH, 3 * WIDTH, 3, IMAGES, true),
                        new PlainConvolution(tiling, 8 * WIDTH, 4 * WIDTH, 2, IMAGES, false),
                        new PlainConvolution(tiling, 2 * WIDTH, 4 * WIDTH, 4, IMAGES, true),
                        new PlainConvolution(tiling, 3 * WIDTH, 3 * WIDTH, 6, IMAGES, false)));
    }

    private static Axis strided(int length) {
        return new Axis(3, Axis.Step.TWO, 1, length, (length + 1) / 2, 1);
    }

    private static Axis plain(int length) {
        return new Axis(1, 1, length, length, 0);
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void outputs_by_images_have_bias_and_relu(PlainConvolution plain) {
        float[] bias = plain.random(plain.out());
        float[] panels = new float[plain.panels().length()];
        TileWeights weights = plain.tileWeights();
        for (int block = 0; block < plain.panels().outputBlocks(); block += Panels.BUNDLE) {
            weights.forward(plain.weights(), block, 0, plain.panels().inputs(), null, panels, plain.panels(), block);
        }
        Values y = plain.emptyOutput();
        TileConvolution convolution =
                new TileConvolution(plain.tiling(), plain.panels(), null, Finish.of(bias, true, true), new Workspace());
        for (int piece = TileConvolution.pieces(plain.tiling(), plain.panels(), IMAGES) - 1; piece >= 0; piece--) {
            convolution.run(piece, operands(plain.input(), y), panels, null);
        }

        requireEqual(y, plain.output(bias).map(value -> Math.max(0, value)));
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void outputs_by_panels_are_those_of_scaled_weights_and_another_branch(PlainConvolution plain) {
        float[] scales = new float[plain.out()];
        Arrays.fill(scales, 0.5f);
        TileWeights weights = plain.tileWeights();
        Values y = plain.emptyOutput();
        Values branch = plain.outputGradient();
        inPanels(
                plain.tiling(),
                plain.panels(),
                plain.input(),
                y,
                branch,
                (block, begin, end, target, layout, place) ->
                        weights.forward(plain.weights(), block, begin, end, scales, target, layout, place));

        double[] sums = plain.output(new float[plain.out()]).array();
        for (int i = 0; i < sums.length; i++) {
            sums[i] = sums[i] / 2 + branch.buffer().get(i);
        }
        requireEqual(y, new PlainConvolution.Result(sums));
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void gradients_of_the_input_come_back(PlainConvolution plain) {
        Tiling backward = plain.tiling().backward();
        Panels panels = backward.panels(plain.out(), plain.in(), plain.groups() / plain.merged());
        TileWeights weights = plain.tileWeights();
        Values gradient = plain.emptyInput();
        inPanels(
                backward,
                panels,
                plain.outputGradient(),
                gradient,
                null,
                (block, begin, end, target, layout, place) ->
                        weights.transposed(plain.weights(), block, begin, end, target, layout, place));

        requireEqual(gradient, plain.inputGradient());
    }

    private static Operands operands(Values x, Values y) {
        return new Operands(x.storage(), IMAGES, y.storage(), null);
    }

    private static void inPanels(
            Tiling tiling, Panels panels, Values x, Values y, Values addend, PanelConvolution.Weights weights) {
        PanelConvolution convolution =
                new PanelConvolution(tiling, panels, IMAGES, null, Finish.none(panels.outputs()), new Workspace());
        float[] tiles = new float[convolution.inputs().length()];
        Operands first = new Operands(x.storage(), 1, y.storage(), addend == null ? null : addend.storage());
        Operands others = new Operands(x.from(1), IMAGES - 1, y.from(1), addend == null ? null : addend.from(1));
        convolution.read(first, 0, tiles);
        convolution.read(others, 1, tiles);
        for (int block = 0; block < panels.outputBlocks(); block += Panels.BUNDLE) {
            convolution.multiply(block, tiles, weights);
            convolution.write(block, first, 0);
            convolution.write(block, others, 1);
        }
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void gradients_of_weights_are_sums_over_images(PlainConvolution plain) {
        Panels panels = plain.panels();
        TileGradient gradient = new TileGradient(plain.tiling(), panels, null, new Workspace());
        gradient.reserve();
        float[] one = new float[panels.length()];
        float[] others = new float[panels.length()];
        gradient.sum(plain.input().storage(), plain.outputGradient().storage(), 1, one);
        gradient.sum(plain.input().from(1), plain.outputGradient().from(1), IMAGES - 1, others);
        TileWeights weights = plain.tileWeights();
        Values result = plain.emptyWeights();
        for (int block = 0; block < panels.outputBlocks(); block++) {
            weights.gradient(new float[][] {one, others}, panels, block, result.buffer(), block, 0, panels.inputs());
        }

        requireEqual(result, plain.weightGradient());
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void gradients_of_weights_are_sums_over_all_tiles(PlainConvolution plain) {
        Panels panels = plain.panels();
        TileGradient gradient = new TileGradient(plain.tiling(), panels, null, new Workspace());
        int tiles = plain.tiling().tiles(IMAGES);
        float[] v = new float[gradient.inputTiles(tiles).length()];
        float[] y = new float[gradient.gradientTiles(tiles).length()];
        gradient.read(plain.input().storage(), plain.outputGradient().storage(), IMAGES, v, y, 0, tiles);
        TileWeights weights = plain.tileWeights();
        Values result = plain.emptyWeights();
        for (int block = 0; block < panels.outputBlocks(); block += Panels.BUNDLE) {
            for (int begin = 0; begin < panels.inputs(); begin += 48) {
                int end = Math.min(panels.inputs(), begin + 48);
                Panels part = panels.part(block, end - begin);
                float[] sums = new float[part.length()];
                gradient.multiply(v, y, tiles, block, begin, part, sums);
                for (int place = 0; place < part.outputBlocks(); place++) {
                    weights.gradient(new float[][] {sums}, part, place, result.buffer(), block + place, begin, end);
                }
            }
        }

        requireEqual(result, plain.weightGradient());
    }

    private static void requireEqual(Values actual, List<Double> expected) {
        double largest = expected.stream().mapToDouble(Math::abs).max().orElseThrow();
        for (int i = 0; i < expected.size(); i++) {
            assertThat((double) actual.buffer().get(i))
                    .as("value %d", i)
                    .isCloseTo(expected.get(i), within(TOLERANCE * Math.max(1, largest)));
        }
    }

    private static void requireEqual(Values actual, PlainConvolution.Result expected) {
        requireEqual(actual, expected.values());
    }
}
