package io.trainyard.engine.onednn;

import java.util.ArrayList;
import java.util.List;

/**
 * The memory of all programs of a network. Only one of them runs at a time, so each starts over at the first block and
 * takes what the others took, where it is large enough.
 */
final class Arena {

    private final List<Floats> blocks = new ArrayList<>();
    private final List<Floats> outgrown = new ArrayList<>();
    private int next;

    /** Whoever asks from now on may get what was given out before. */
    void startOver() {
        next = 0;
    }

    Floats take(long length) {
        if (next == blocks.size()) {
            blocks.add(Floats.allocate(length));
        } else if (blocks.get(next).length() < length) {
            outgrown.add(blocks.set(next, Floats.allocate(length)));
        }
        return blocks.get(next++).part(0, length);
    }

    void free() {
        blocks.forEach(Floats::free);
        outgrown.forEach(Floats::free);
        blocks.clear();
        outgrown.clear();
    }
}
