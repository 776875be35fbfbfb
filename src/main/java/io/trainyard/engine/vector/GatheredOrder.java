package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.SPECIES;
import static io.trainyard.engine.vector.Lanes.WIDTH;

import jdk.incubator.vector.FloatVector;

/**
 * Vectors of sixteen are gathered by AVX-512's instruction. A transposition in registers of eight is no way there: the compiler goes
 * by what it has seen, and with vectors of both kinds about it puts them into objects everywhere. One in registers of sixteen it makes slow code of.
 */
final class GatheredOrder implements WeightOrder {

    private final int area;
    private final int pitch;
    private final int[] outputs;
    private final int[] channels;
    private final Places places = new Places();

    GatheredOrder(int area, int pitch) {
        this.area = area;
        this.pitch = pitch;
        this.outputs = WeightOrder.places(WIDTH, lane -> lane * pitch);
        this.channels = WeightOrder.places(WIDTH, lane -> lane * area);
    }

    @Override
    public void spread(float[] plain, int from, float[] to, int at, int nextTap, int nextChannel) {
        for (int channel = 0; channel < CHANNELS; channel++) {
            for (int tap = 0; tap < area; tap++) {
                FloatVector.fromArray(SPECIES, plain, from + channel * area + tap, outputs, 0)
                        .intoArray(to, at + tap * nextTap + channel * nextChannel);
            }
        }
    }

    @Override
    public void turn(float[] plain, int from, float[] to, int at, int nextTap) {
        for (int tap = 0; tap < area; tap++) {
            FloatVector.fromArray(SPECIES, plain, from + area - 1 - tap, channels, 0)
                    .intoArray(to, at + tap * nextTap);
        }
    }

    /** The last vector of an output's weights begins where the one before has not ended, if their number asks for it. */
    @Override
    public void collect(float[] from, int at, int nextTap, int nextChannel, float[] plain, int to) {
        int[] places = this.places.of(area, nextTap, nextChannel);
        for (int lane = 0; lane < WIDTH; lane++) {
            for (int some = 0; some < places.length; some += WIDTH) {
                int first = Math.min(some, places.length - WIDTH);
                FloatVector.fromArray(SPECIES, from, at + lane, places, first)
                        .intoArray(plain, to + lane * pitch + first);
            }
        }
    }
}
