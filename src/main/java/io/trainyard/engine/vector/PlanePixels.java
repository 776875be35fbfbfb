package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;

import java.util.Arrays;

/**
 * Inputs of a convolution as {@link Planes}, with ones behind each image, for as many images as are to be kept. What the forward pass
 * brings in is there for {@link PlaneGradient}.
 */
public final class PlanePixels {

    private final Planes planes;
    private final int kept;
    private final int image;
    private final PlaneReader reader;
    private final float[] array;

    /**
     * @param window with strides of 1
     * @param beside channels that lie beside each other
     * @param kept images
     */
    public PlanePixels(Window window, int channels, int beside, int kept) {
        this.planes = new Planes(window, channels);
        this.kept = kept;
        this.image = planes.length() + planes.outputs();
        this.reader = new PlaneReader(channels, window.height(), window.width(), beside);
        this.array = Lanes.array(kept * image);
        for (int i = 0; i < kept; i++) {
            Arrays.fill(array, at(i) + ones(), at(i) + image, 1);
        }
    }

    Planes planes() {
        return planes;
    }

    float[] array() {
        return array;
    }

    /** Where an image begins; its zeros, to be exact. */
    int at(int index) {
        return START + index % kept * image;
    }

    /** How far behind that there are as many ones as outputs. */
    int ones() {
        return planes.length();
    }

    void read(Storage images, int index) {
        int first = at(index) + planes.first();
        reader.read(images, index, array, first, planes.plane(), planes.pitch());
    }
}
