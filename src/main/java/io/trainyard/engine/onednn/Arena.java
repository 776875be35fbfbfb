package io.trainyard.engine.onednn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * The memory of all programs of a network. Only one of them runs at a time, so each starts over at the first block and
 * takes what the others took, where it is large enough.
 */
final class Arena {

    private final Blocks outside = new Blocks(Floats::allocate);
    private final Blocks arrays = new Blocks(Floats::array);
    private long floatsInArrays;

    /** @param floatsInArrays so many may lie in arrays; more would leave too little of the heap to others */
    Arena(long floatsInArrays) {
        this.floatsInArrays = floatsInArrays;
    }

    /** Memory of one kind. */
    private static final class Blocks {

        private final LongFunction<Floats> allocator;
        private final List<Floats> blocks = new ArrayList<>();
        private final List<Floats> outgrown = new ArrayList<>();
        private int next;

        Blocks(LongFunction<Floats> allocator) {
            this.allocator = allocator;
        }

        boolean has(long length) {
            return next < blocks.size() && blocks.get(next).length() >= length;
        }

        Floats take(long length) {
            if (next == blocks.size()) {
                blocks.add(allocator.apply(length));
            } else if (!has(length)) {
                outgrown.add(blocks.set(next, allocator.apply(length)));
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

    /** Whoever asks from now on may get what was given out before. */
    void startOver() {
        outside.next = 0;
        arrays.next = 0;
    }

    /** @param array whether it had better lie in one */
    Floats take(long length, boolean array) {
        if (!array) {
            return outside.take(length);
        }
        if (!arrays.has(length)) {
            if (floatsInArrays < length) {
                return outside.take(length);
            }
            floatsInArrays -= length;
        }
        return arrays.take(length);
    }

    void free() {
        outside.free();
        arrays.free();
    }
}
