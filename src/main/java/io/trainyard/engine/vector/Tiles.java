package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;

/**
 * Where the values of tiles lie: [position][block of channels][tile][channel].
 *
 * @param blocks of channels
 * @param capacity tiles there is room for
 */
public record Tiles(int positions, int blocks, int capacity) {

    /** Of an array for all positions. */
    public int length() {
        return START + positions * stride();
    }

    /** From one position to the next: an odd number of vectors, lest all positions want the same lines of the cache. */
    int stride() {
        return (blocks * capacity | 1) * WIDTH;
    }

    /** From one block of channels to the next. */
    int block() {
        return capacity * WIDTH;
    }

    int at(int position, int block, int tile) {
        return START + position * stride() + block * block() + tile * WIDTH;
    }
}
