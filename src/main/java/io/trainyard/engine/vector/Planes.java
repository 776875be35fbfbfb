package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;

/**
 * Where the channels of one image lie by themselves, with zeros around: rows are {@link #pitch} apart, and the zeros behind one
 * are those before the next, so that a tap of the kernel sees, for every output, the pixel a fixed number of places behind the
 * output's own. Outputs lie in rows of that pitch, too; what is between these means nothing.
 *
 * @param window with strides of 1
 * @param channels of the inputs
 */
record Planes(Window window, int channels) {

    /** Outputs are computed in pairs of vectors at least. */
    static final int PAIR = 2 * WIDTH;

    int pitch() {
        int right = window.paddedWidth() - window.left() - window.width();
        return Math.max(window.width() + Math.max(window.left(), right), window.outputWidth());
    }

    /** From one channel to the next. */
    int plane() {
        return window.paddedHeight() * pitch();
    }

    /** The first channel's first pixel, behind the zeros before it. */
    int first() {
        return window.top() * pitch() + window.left();
    }

    /** Of an array for all channels, with what is read beyond them. */
    int length() {
        return channels * plane() + window.paddedWidth() + PAIR;
    }

    /** Places of one channel of the outputs. */
    int outputs() {
        return (window.outputHeight() * pitch() + PAIR - 1) / PAIR * PAIR;
    }

    /** How far behind an output's place the pixels lie that it sees: [channel][kernel height][kernel width]. */
    int[] taps() {
        int[] taps = new int[channels * window.area()];
        for (int i = 0; i < taps.length; i++) {
            int row = i / window.kernelWidth() % window.kernelHeight();
            int column = i % window.kernelWidth();
            taps[i] = i / window.area() * plane()
                    + row * window.dilationHeight() * pitch()
                    + column * window.dilationWidth();
        }
        return taps;
    }
}
