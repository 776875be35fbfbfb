package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of a convolution's weights and bias, for few channels as {@link PlaneConvolution} is: of each output and tap, the
 * sum over all places of the output's gradient times the pixel that the tap sees there. For one thread.
 */
public final class PlaneGradient {

    private static final int TAPS = 4;

    private final int out;
    private final int all;

    /** Whole fours: the last ones, behind the kernel's own, see ones, for the bias. */
    private final int[] taps;

    private final int places;
    private final PlanePixels pixels;
    private final PlaneReader outputs;

    /** Zero between the rows. */
    private final float[] gradients;

    private final float[] sums;

    /** @param pixels of the inputs, of all images */
    public PlaneGradient(Window window, PlanePixels pixels, int out) {
        int[] own = pixels.planes().taps();
        this.out = out;
        this.all = own.length;
        this.pixels = pixels;
        this.places = pixels.planes().outputs();
        this.taps = Arrays.copyOf(own, all / TAPS * TAPS + TAPS);
        Arrays.fill(taps, all, taps.length, pixels.ones());
        this.outputs = new PlaneReader(out, window.outputHeight(), window.outputWidth(), 1);
        this.gradients = Lanes.array(PlaneProducts.even(out) * places);
        this.sums = Lanes.array(PlaneProducts.even(out) * taps.length * WIDTH);
    }

    /**
     * @param weights [out, in, kernel height, kernel width]; written
     * @param bias likewise; null for none
     */
    public void sum(Storage yGradient, int images, FloatBuffer weights, @Nullable FloatBuffer bias) {
        Arrays.fill(sums, 0);
        for (int i = 0; i < images; i++) {
            outputs.read(yGradient, i, gradients, START, places, pixels.planes().pitch());
            add(pixels.at(i));
        }
        for (int i = 0; i < out * all; i++) {
            weights.put(i, sum(i / all, i % all));
        }
        for (int i = 0; bias != null && i < out; i++) {
            bias.put(i, sum(i, all));
        }
    }

    /** Threes of outputs, and twos at the end. */
    private void add(int begin) {
        int all = PlaneProducts.even(out);
        int step = taps.length * WIDTH;
        for (int first = 0; first < all; ) {
            boolean three = all - first == 3 || all - first > 4;
            for (int tap = 0; tap < taps.length; tap += TAPS) {
                int at = START + first * places;
                int s = START + first * step + tap * WIDTH;
                if (three) {
                    PlaneSums.addThree(pixels.array(), begin, taps, tap, gradients, at, places, sums, s, step);
                } else {
                    PlaneSums.addTwo(pixels.array(), begin, taps, tap, gradients, at, places, sums, s, step);
                }
            }
            first += three ? 3 : 2;
        }
    }

    /** Of all lanes. */
    private float sum(int output, int tap) {
        int from = START + (output * taps.length + tap) * WIDTH;
        double even = 0;
        double odd = 0;
        for (int i = from; i < from + WIDTH; i += 2) {
            even += sums[i];
            odd += sums[i + 1];
        }
        return (float) (even + odd);
    }
}
