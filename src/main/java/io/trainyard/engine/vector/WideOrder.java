package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.SPECIES;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.WideTransposition.SIDE;

import jdk.incubator.vector.FloatVector;

/**
 * Vectors of sixteen are made by transpositions in registers; where only some of their rows would be of use, by AVX-512's instruction that gathers values.
 * Transpositions of eight are no way: the compiler goes by what it has seen, and with vectors of both kinds about it puts them into objects everywhere.
 */
final class WideOrder implements WeightOrder {

    private final WideTransposition transposition = new WideTransposition();
    private final int area;
    private final int[] outputs;
    private final int[] channels;
    private final Places places = new Places();

    WideOrder(int area, int pitch) {
        this.area = area;
        this.outputs = WeightOrder.places(WIDTH, lane -> lane * pitch);
        this.channels = WeightOrder.places(WIDTH, lane -> lane * area);
    }

    /** The last values begin where the ones before have not ended, if their number asks for it; so they do in {@link #collect}. */
    @Override
    public void spread(float[] plain, int from, float[] to, int at, int nextTap, int nextChannel) {
        int[] places = this.places.of(area, nextTap, nextChannel);
        for (int some = 0; some < places.length; some += SIDE) {
            int first = Math.min(some, places.length - SIDE);
            transposition.apply(plain, from + first, outputs, 0, to, at, places, first);
        }
    }

    @Override
    public void turn(float[] plain, int from, float[] to, int at, int nextTap) {
        for (int tap = 0; tap < area; tap++) {
            FloatVector.fromArray(SPECIES, plain, from + area - 1 - tap, channels, 0)
                    .intoArray(to, at + tap * nextTap);
        }
    }

    @Override
    public void collect(float[] from, int at, int nextTap, int nextChannel, float[] plain, int to) {
        int[] places = this.places.of(area, nextTap, nextChannel);
        for (int some = 0; some < places.length; some += SIDE) {
            int first = Math.min(some, places.length - SIDE);
            transposition.apply(from, at, places, first, plain, to + first, outputs, 0);
        }
    }
}
