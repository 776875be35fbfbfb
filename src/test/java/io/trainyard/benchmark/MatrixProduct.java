package io.trainyard.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.FloatPointer;

/** The fastest float32 matrix product of 2048x2048 matrices in oneDNN: what this machine can compute at best. */
final class MatrixProduct {

    private static final int SIDE = 2048;
    private static final double FLOPS = 2.0 * SIDE * SIDE * SIDE;

    private MatrixProduct() {}

    /** Arguments: seconds, file for the number of GFLOP/s. */
    public static void main(String[] arguments) throws IOException {
        long end = System.nanoTime() + (long) (Double.parseDouble(arguments[0]) * 1e9);
        FloatPointer left = matrix();
        FloatPointer right = matrix();
        FloatPointer product = matrix();
        double best = 0;
        while (System.nanoTime() < end || best == 0) {
            long start = System.nanoTime();
            multiply(left, right, product);
            best = Math.max(best, FLOPS / (System.nanoTime() - start));
        }
        Files.writeString(Path.of(arguments[1]), String.valueOf(best));
    }

    private static void multiply(FloatPointer left, FloatPointer right, FloatPointer product) {
        int status =
                dnnl.dnnl_sgemm((byte) 'N', (byte) 'N', SIDE, SIDE, SIDE, 1, left, SIDE, right, SIDE, 0, product, SIDE);
        if (status != dnnl.dnnl_success) {
            throw new IllegalStateException("oneDNN's matrix product failed with status " + status);
        }
    }

    private static FloatPointer matrix() {
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 17 - 8) / 8f;
        }
        return new FloatPointer(values);
    }
}
