package io.trainyard.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where the time of the steps went. */
final class Laps {

    private final Map<String, Long> nanoseconds = new LinkedHashMap<>();
    private long last;

    void start() {
        last = System.nanoTime();
    }

    /** The time since the last lap was for {@code what}. */
    void lap(String what) {
        long now = System.nanoTime();
        nanoseconds.merge(what, now - last, Long::sum);
        last = now;
    }

    /** Time that was measured elsewhere. */
    void add(String what, long duration) {
        nanoseconds.merge(what, duration, Long::sum);
    }

    /** Milliseconds of one step by what they were for; empty where no laps were taken. */
    Map<String, Double> milliseconds(int steps) {
        Map<String, Double> means = new LinkedHashMap<>();
        nanoseconds.forEach((what, sum) -> means.put(what, sum / 1e6 / steps));
        return means;
    }
}
