package io.trainyard.engine.vector;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** Batch norm where all channels of a pixel lie beside each other, in loops over channels that the compiler makes vectors of. */
final class RowNorm implements NormPasses {

    private final int channels;
    private final int pixels;
    private final boolean relu;
    private final float[] values;
    private final float[] slopes;

    RowNorm(int channels, int pixels, boolean relu) {
        this.channels = channels;
        this.pixels = pixels;
        this.relu = relu;
        this.values = new float[channels];
        this.slopes = new float[channels];
    }

    @Override
    public void statistics(FloatBuffer x, int images, double[] means, double[] squares) {
        float[] shift = new float[channels];
        x.get(0, shift);
        Arrays.fill(means, 0);
        Arrays.fill(squares, 0);
        int rows = images * pixels;
        for (int row = 0; row < rows; row++) {
            x.get(row * channels, values);
            for (int c = 0; c < channels; c++) {
                double difference = values[c] - shift[c];
                means[c] += difference;
                squares[c] += difference * difference;
            }
        }
        for (int c = 0; c < channels; c++) {
            double mean = means[c] / rows;
            squares[c] -= means[c] * mean;
            means[c] = shift[c] + mean;
        }
    }

    @Override
    public void normalize(FloatBuffer x, int images, float[] factors, float[] terms, FloatBuffer y) {
        for (int row = 0; row < images * pixels; row++) {
            x.get(row * channels, values);
            for (int c = 0; c < channels; c++) {
                float value = Math.fma(values[c], factors[c], terms[c]);
                values[c] = relu && value < 0 ? 0 : value;
            }
            y.put(row * channels, values);
        }
    }

    @Override
    public void gradientSums(
            FloatBuffer x,
            FloatBuffer yGradient,
            int images,
            float[] factors,
            float[] terms,
            float[] means,
            double[] sums,
            double[] products) {
        Arrays.fill(sums, 0);
        Arrays.fill(products, 0);
        for (int row = 0; row < images * pixels; row++) {
            read(x, yGradient, row, factors, terms);
            for (int c = 0; c < channels; c++) {
                sums[c] += slopes[c];
                products[c] += (double) slopes[c] * (values[c] - means[c]);
            }
        }
    }

    @Override
    public void gradient(
            FloatBuffer x,
            FloatBuffer yGradient,
            int images,
            float[] factors,
            float[] terms,
            float[] slopesOfX,
            float[] constants,
            FloatBuffer xGradient) {
        for (int row = 0; row < images * pixels; row++) {
            read(x, yGradient, row, factors, terms);
            for (int c = 0; c < channels; c++) {
                slopes[c] = Math.fma(slopes[c], factors[c], Math.fma(values[c], slopesOfX[c], constants[c]));
            }
            xGradient.put(row * channels, slopes);
        }
    }

    private void read(FloatBuffer x, FloatBuffer yGradient, int row, float[] factors, float[] terms) {
        x.get(row * channels, values);
        yGradient.get(row * channels, slopes);
        for (int c = 0; relu && c < channels; c++) {
            if (Math.fma(values[c], factors[c], terms[c]) <= 0) {
                slopes[c] = 0;
            }
        }
    }
}
