package io.trainyard.engine.network;

import java.util.function.IntConsumer;

/** Several threads that work together. */
@FunctionalInterface
public interface Threads {

    /** Does pieces 0 to before {@code count}, each once, and returns when all are done. Results must be the same whoever does which. */
    void share(int count, IntConsumer piece);
}
