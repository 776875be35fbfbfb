package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.NarrowTransposition.SIDE;

/** Vectors of eight are made by transpositions in registers. */
final class NarrowOrder implements WeightOrder {

    private final int area;
    private final int[] outputs;
    private final int[] channels;
    private final Places places = new Places();
    private final Places turned = new Places();

    NarrowOrder(int area, int pitch) {
        this.area = area;
        this.outputs = WeightOrder.places(SIDE, lane -> lane * pitch);
        this.channels = WeightOrder.places(SIDE, lane -> lane * area);
    }

    @Override
    public void spread(float[] plain, int from, float[] to, int at, int nextTap, int nextChannel) {
        int[] places = this.places.of(area, nextTap, nextChannel);
        for (int some = 0; some < places.length; some += SIDE) {
            NarrowTransposition.apply(plain, from + some, outputs, 0, to, at, places, some);
        }
    }

    /** Eight taps at a time; the last one of an odd number comes by itself. */
    @Override
    public void turn(float[] plain, int from, float[] to, int at, int nextTap) {
        int last = at + (area - 1) * nextTap;
        int[] places = turned.of(area, -nextTap, 0);
        for (int some = 0; some + SIDE <= area; some += SIDE) {
            NarrowTransposition.apply(plain, from + some, channels, 0, to, last, places, some);
        }
        for (int tap = area / SIDE * SIDE; tap < area; tap++) {
            for (int lane = 0; lane < WIDTH; lane++) {
                to[last - tap * nextTap + lane] = plain[from + lane * area + tap];
            }
        }
    }

    @Override
    public void collect(float[] from, int at, int nextTap, int nextChannel, float[] plain, int to) {
        int[] places = this.places.of(area, nextTap, nextChannel);
        for (int some = 0; some < places.length; some += SIDE) {
            NarrowTransposition.apply(from, at, places, some, plain, to + some, outputs, 0);
        }
    }
}
