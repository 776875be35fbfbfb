package io.trainyard.engine.vector;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Weights as {@link PlaneProducts} wants them: for four outputs (the last ones are two, one of which may be made of zeros) those of each tap
 * beside each other, [outputs / 4][tap][4].
 */
public final class PlaneWeights {

    private final int in;
    private final int out;
    private final int area;

    public PlaneWeights(Window window, int in, int out) {
        this.in = in;
        this.out = out;
        this.area = window.area();
    }

    /** Room for those of {@link #forward}. */
    public float[] ofOutputs() {
        return new float[PlaneProducts.even(out) * in * area];
    }

    /** Room for those of {@link #backward}. */
    public float[] ofInputs() {
        return new float[PlaneProducts.even(in) * out * area];
    }

    /**
     * @param plain [out, in, kernel height, kernel width]
     * @param scales factors of all outputs; null for 1
     */
    public void forward(FloatBuffer plain, float @Nullable [] scales, float[] target) {
        int taps = in * area;
        for (int output = 0; output < out; output++) {
            float scale = scales == null ? 1 : scales[output];
            for (int tap = 0; tap < taps; tap++) {
                target[PlaneProducts.place(out, output, taps, tap)] = scale * plain.get(output * taps + tap);
            }
        }
    }

    /** For the gradient of the input: inputs and outputs change places, and kernels are turned by 180 degrees. */
    public void backward(FloatBuffer plain, float[] target) {
        int taps = out * area;
        for (int input = 0; input < in; input++) {
            for (int tap = 0; tap < taps; tap++) {
                int from = (tap / area * in + input) * area + area - 1 - tap % area;
                target[PlaneProducts.place(in, input, taps, tap)] = plain.get(from);
            }
        }
    }
}
