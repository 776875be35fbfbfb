package io.trainyard.engine.vector;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Brings weights out of the order in which they lie in memory, the kernels of a convolution's channels behind each other, into
 * vectors, one for each tap and channel, and back. Eight channels at a time.
 */
interface WeightOrder {

    int CHANNELS = 8;

    /**
     * @param area taps of a kernel
     * @param pitch from one output's weights to the next one's
     */
    static WeightOrder of(int area, int pitch) {
        return Lanes.WIDE ? new WideOrder(area, pitch) : new NarrowOrder(area, pitch);
    }

    static int[] places(int count, IntUnaryOperator place) {
        return IntStream.range(0, count).map(place).toArray();
    }

    /** Where weights are that follow each other in memory. */
    static int[] places(int area, int nextTap, int nextChannel) {
        return places(CHANNELS * area, weight -> weight % area * nextTap + weight / area * nextChannel);
    }

    /** Lanes are outputs, of which the first one's weights of eight channels lie from {@code plain[from]} on. */
    void spread(float[] plain, int from, float[] to, int at, int nextTap, int nextChannel);

    /**
     * Lanes are channels, of one output, from {@code plain[from]} on; kernels are turned by 180 degrees. There are
     * {@link Lanes#WIDTH} channels.
     */
    void turn(float[] plain, int from, float[] to, int at, int nextTap);

    /** As {@link #spread}, back. */
    void collect(float[] from, int at, int nextTap, int nextChannel, float[] plain, int to);

    /** The last places that were asked for, since mostly the same are asked for again. */
    final class Places {

        private int nextTap = -1;
        private int nextChannel = -1;
        private int[] all = {};

        int[] of(int area, int nextTap, int nextChannel) {
            if (nextTap != this.nextTap || nextChannel != this.nextChannel) {
                this.nextTap = nextTap;
                this.nextChannel = nextChannel;
                this.all = places(area, nextTap, nextChannel);
            }
            return all;
        }
    }
}
