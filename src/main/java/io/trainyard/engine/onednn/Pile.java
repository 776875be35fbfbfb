package io.trainyard.engine.onednn;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Pieces of work that the members of a team take one by one, until none is left: who was held up by somebody else's program takes
 * fewer. For work whose results are the same whoever does it.
 */
final class Pile {

    private final AtomicInteger next = new AtomicInteger();

    /** To be done while nobody takes. */
    void refill() {
        next.set(0);
    }

    /** Works on pieces below {@code count} that nobody else has taken. */
    void take(int count, IntConsumer work) {
        for (int piece = next.getAndIncrement(); piece < count; piece = next.getAndIncrement()) {
            work.accept(piece);
        }
    }
}
