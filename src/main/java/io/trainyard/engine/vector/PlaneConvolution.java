package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.all;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Lanes.zero;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * A convolution of stride 1 with so few channels that vectors are filled from pixels beside each other. Its outputs lie channel by channel. For
 * one thread.
 */
public final class PlaneConvolution {

    private final Window window;
    private final int out;
    private final PlanePixels pixels;
    private final int[] taps;
    private final int places;
    private final int pitch;
    private final Finish finish;
    private final PlanePool pool;
    private final float[] products;
    private final float[] image;

    /** @param pixels of the inputs, where they are brought in */
    public PlaneConvolution(Window window, PlanePixels pixels, int out, Finish finish) {
        this.window = window;
        this.out = out;
        this.pixels = pixels;
        this.taps = pixels.planes().taps();
        this.places = pixels.planes().outputs();
        this.pitch = pixels.planes().pitch();
        this.finish = finish;
        this.pool = new PlanePool(window.outputHeight(), window.outputWidth());
        this.products = Lanes.array(PlaneProducts.even(out) * places + PlanePool.SLACK);
        this.image = Lanes.array(out * window.outputHeight() * window.outputWidth());
    }

    /** @param weights {@link PlaneWeights#forward} */
    public void run(Storage x, int images, float[] weights, Storage y) {
        int size = finish.pooled() ? pool.outputs() : window.outputHeight() * window.outputWidth();
        float[] target = y.array(image);
        for (int i = 0; i < images; i++) {
            pixels.read(x, i);
            PlaneProducts.multiply(
                    pixels.array(), pixels.at(i), taps, weights, PlaneProducts.even(out), products, places);
            int to = y.place(i * out * size, START);
            for (int output = 0; output < out; output++) {
                write(output, target, to + output * size);
            }
            y.written(i * out * size, out * size, image, START);
        }
    }

    private void write(int output, float[] target, int to) {
        int from = START + output * places;
        if (finish.biased() || finish.relu()) {
            finish(from, finish.bias()[output]);
        }
        if (finish.pooled()) {
            pool.largest(products, from, pitch, target, to);
            return;
        }
        int width = window.outputWidth();
        for (int row = 0; row < window.outputHeight(); row++) {
            System.arraycopy(products, from + row * pitch, target, to + row * width, width);
        }
    }

    private void finish(int from, float bias) {
        FloatVector term = all(bias);
        if (finish.relu()) {
            for (int i = from; i < from + places; i += WIDTH) {
                FloatVector y = load(products, i).add(term);
                y.blend(zero(), y.compare(VectorOperators.LT, 0f)).intoArray(products, i);
            }
        } else {
            for (int i = from; i < from + places; i += WIDTH) {
                load(products, i).add(term).intoArray(products, i);
            }
        }
    }
}
