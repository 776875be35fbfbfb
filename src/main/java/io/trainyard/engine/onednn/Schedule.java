package io.trainyard.engine.onednn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls of a pass with what is made of parameters put in between: right before a {@link Rendezvous}, so that whoever is there first
 * does more of it rather than wait, and soon before it is needed or after it was made possible, so that it is still in the caches.
 */
final class Schedule {

    private final List<Runnable> calls;
    private final Map<Integer, List<Runnable>> fillers = new HashMap<>();

    /** @param calls of the pass, all that there are */
    Schedule(List<Runnable> calls) {
        this.calls = calls;
    }

    /**
     * Work of all members that must be done before a call.
     *
     * @return whether there is a rendezvous before it
     */
    boolean before(int call, List<Runnable> work) {
        for (int i = call - 1; i >= 0; i--) {
            if (isRendezvous(i)) {
                return fill(i, work);
            }
        }
        return false;
    }

    /**
     * Work that needs what all members have done before a call.
     *
     * @return whether there is another rendezvous behind the one that it has to wait for
     */
    boolean behind(int call, List<Runnable> work) {
        boolean waited = false;
        for (int i = call; i < calls.size(); i++) {
            if (isRendezvous(i) && waited) {
                return fill(i, work);
            }
            waited |= isRendezvous(i);
        }
        return false;
    }

    private boolean isRendezvous(int call) {
        return calls.get(call) instanceof Rendezvous;
    }

    private boolean fill(int call, List<Runnable> work) {
        fillers.computeIfAbsent(call, absent -> new ArrayList<>()).addAll(work);
        return true;
    }

    /** All in their order. */
    List<Runnable> calls() {
        List<Runnable> all = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            all.addAll(fillers.getOrDefault(i, List.of()));
            all.add(calls.get(i));
        }
        return all;
    }
}
