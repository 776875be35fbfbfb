package io.trainyard.training;

/** Measures a run. */
@FunctionalInterface
public interface RunClock {

    /** Seconds spent so far, those of earlier attempts included; never goes back. */
    double seconds();

    static RunClock startedAfter(double earlierSeconds) {
        long start = System.nanoTime();
        return () -> earlierSeconds + (System.nanoTime() - start) / 1e9;
    }
}
