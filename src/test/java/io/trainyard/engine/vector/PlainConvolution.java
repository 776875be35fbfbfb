package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** A convolution of random values, and its gradients, by the definition. */
final class PlainConvolution {

    private final Tiling tiling;
    private final Axis vertical;
    private final Axis horizontal;
    private final int in;
    private final int out;
    private final int groups;
    private final int images;
    private final boolean arrays;
    private final Random random = new Random(1);
    private final Values input;
    private final Values weights;
    private final Values outputGradient;

    /** @param arrays whether activations lie in such */
    PlainConvolution(Tiling tiling, int in, int out, int images, boolean arrays) {
        this(tiling, in, out, 1, images, arrays);
    }

    PlainConvolution(Tiling tiling, int in, int out, int groups, int images, boolean arrays) {
        this.tiling = tiling;
        this.vertical = tiling.vertical();
        this.horizontal = tiling.horizontal();
        this.in = in;
        this.out = out;
        this.groups = groups;
        this.images = images;
        this.arrays = arrays;
        this.input = Values.random(arrays, images, in * tiling.pixels(), random);
        this.weights = Values.random(false, 1, out * in / groups * tiling.area(), random);
        this.outputGradient = Values.random(arrays, images, out * tiling.outputPixels(), random);
    }

    /** With a square kernel, and the same dilation on both sides. */
    static Tiling square(
            int kernel, int dilation, int height, int width, int outputHeight, int outputWidth, int top, int left) {
        return Tiling.of(
                new Axis(kernel, dilation, height, outputHeight, top),
                new Axis(kernel, dilation, width, outputWidth, left));
    }

    record Result(double[] array) {

        Result map(DoubleUnaryOperator function) {
            return new Result(Arrays.stream(array).map(function).toArray());
        }

        List<Double> values() {
            return Arrays.stream(array).boxed().toList();
        }
    }

    Tiling tiling() {
        return tiling;
    }

    int in() {
        return in;
    }

    int out() {
        return out;
    }

    int groups() {
        return groups;
    }

    Panels panels() {
        return tiling.panels(in, out, groups / merged());
    }

    int merged() {
        return Panels.merged(groups, in, out);
    }

    TileWeights tileWeights() {
        return new TileWeights(tiling, panels(), in, out, groups);
    }

    Values input() {
        return input;
    }

    FloatBuffer weights() {
        return weights.buffer();
    }

    Values outputGradient() {
        return outputGradient;
    }

    Values emptyInput() {
        return Values.empty(arrays, images, input.image());
    }

    Values emptyOutput() {
        return Values.empty(arrays, images, outputGradient.image());
    }

    Values emptyWeights() {
        return Values.empty(false, 1, weights.image());
    }

    float[] random(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    Result output(float[] bias) {
        double[] sums = new double[images * outputGradient.image()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = bias[channel(i, out, tiling.outputPixels())];
        }
        forEach((x, w, y) ->
                sums[y] += (double) input.buffer().get(x) * weights.buffer().get(w));
        return new Result(sums);
    }

    private static int channel(int index, int channels, int pixels) {
        int block = index / (pixels * WIDTH) % (channels / WIDTH);
        return block * WIDTH + index % WIDTH;
    }

    Result inputGradient() {
        double[] sums = new double[images * input.image()];
        forEach((x, w, y) -> sums[x] +=
                (double) outputGradient.buffer().get(y) * weights.buffer().get(w));
        return new Result(sums);
    }

    Result weightGradient() {
        double[] sums = new double[weights.image()];
        forEach((x, w, y) -> sums[w] +=
                (double) outputGradient.buffer().get(y) * input.buffer().get(x));
        return new Result(sums);
    }

    /** One multiplication, by the places of what takes part in it. */
    private interface Multiplication {
        void at(int input, int weight, int output);
    }

    private void forEach(Multiplication multiplication) {
        for (int image = 0; image < images; image++) {
            for (int o = 0; o < out; o++) {
                for (int c = 0; c < in / groups; c++) {
                    for (int tap = 0; tap < tiling.area(); tap++) {
                        forEachPixel(image, o, c, tap, multiplication);
                    }
                }
            }
        }
    }

    private void forEachPixel(int image, int o, int c, int tap, Multiplication multiplication) {
        int channel = o / (out / groups) * (in / groups) + c;
        for (int row = 0; row < vertical.outputLength(); row++) {
            for (int column = 0; column < horizontal.outputLength(); column++) {
                int y = row * stride(vertical) + tap / horizontal.kernel() * vertical.dilation() - vertical.before();
                int x = column * stride(horizontal)
                        + tap % horizontal.kernel() * horizontal.dilation()
                        - horizontal.before();
                if (y >= 0 && y < vertical.length() && x >= 0 && x < horizontal.length()) {
                    multiplication.at(
                            place(image, channel, in, y * horizontal.length() + x, tiling.pixels()),
                            (o * in / groups + c) * tiling.area() + tap,
                            place(image, o, out, row * horizontal.outputLength() + column, tiling.outputPixels()));
                }
            }
        }
    }

    private static int stride(Axis axis) {
        return axis.step() == Axis.Step.TWO ? 2 : 1;
    }

    /** Of a value in blocks of channels. */
    private static int place(int image, int channel, int channels, int pixel, int pixels) {
        return ((image * channels / WIDTH + channel / WIDTH) * pixels + pixel) * WIDTH + channel % WIDTH;
    }

    @Override
    public String toString() {
        return "%d to %d channels in %d groups, %s".formatted(in, out, groups, tiling);
    }
}
