package io.trainyard.engine.onednn;

import java.util.List;

/**
 * What one member does in two stages.
 *
 * @param meets whether the second needs what all members have done in the first, and nobody may go on before all are done with it
 */
record Stages(boolean meets, Runnable first, Runnable second) {

    /** Several at a time, so that the members meet twice at most; the second stages come in the opposite order. */
    static void add(List<Runnable> calls, Share share, List<Stages> all) {
        boolean meets = all.stream().anyMatch(Stages::meets);
        all.forEach(stages -> calls.add(stages.first()));
        if (meets) {
            calls.add(new Rendezvous(share));
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            calls.add(all.get(i).second());
        }
        if (meets) {
            calls.add(new Rendezvous(share));
        }
    }
}
