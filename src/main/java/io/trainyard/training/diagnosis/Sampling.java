package io.trainyard.training.diagnosis;

import java.util.Set;

/** Which steps are inspected: a function of their number alone, so that a resumed run looks at the same ones. */
public final class Sampling {

    private static final Set<Long> EARLY = Set.of(1L, 2L, 5L, 10L, 20L, 50L, 100L);
    private static final int INTERVAL = 200;

    private Sampling() {}

    /** @param iteration 1-based, over the whole run */
    public static boolean includes(long iteration) {
        return iteration % INTERVAL == 0 || EARLY.contains(iteration);
    }
}
