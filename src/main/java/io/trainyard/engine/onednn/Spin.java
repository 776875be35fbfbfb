package io.trainyard.engine.onednn;

/** Waiting that costs no time to end: others get the core only after a while. */
final class Spin {

    private static final int PATIENCE = 2_000;

    private int turns;

    void once() {
        if (++turns < PATIENCE) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }
}
