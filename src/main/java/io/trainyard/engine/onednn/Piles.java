package io.trainyard.engine.onednn;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

/**
 * A pile of work for each member of a team. Each takes its own pieces first, and then, while it would have to wait, those of
 * members who are behind. For work whose results are the same whoever does it.
 */
final class Piles {

    private static final int CLOSED = -1;

    private final Meeting meeting;
    private final AtomicInteger[] next;

    /** Does a piece of a member's work. */
    @FunctionalInterface
    interface Work {
        void run(int member, int piece);
    }

    Piles(Meeting meeting) {
        this.meeting = meeting;
        this.next = Stream.generate(() -> new AtomicInteger(CLOSED))
                .limit(meeting.size())
                .toArray(AtomicInteger[]::new);
    }

    /**
     * Returns when everybody has come, and all pieces of all are done.
     *
     * @param counts pieces of each member
     */
    void work(int member, IntUnaryOperator counts, Work work) {
        next[member].set(0);
        try {
            take(member, counts, work);
            Spin spin = new Spin();
            while (!help(counts, work)) {
                meeting.requireAll();
                spin.once();
            }
            meeting.await();
        } finally {
            next[member].set(CLOSED);
        }
    }

    /** @return whether nobody is behind any more */
    private boolean help(IntUnaryOperator counts, Work work) {
        boolean all = true;
        for (int other = 0; other < next.length; other++) {
            all &= take(other, counts, work);
        }
        return all;
    }

    /** @return whether that pile was there, and now no piece of it is left */
    private boolean take(int member, IntUnaryOperator counts, Work work) {
        AtomicInteger pile = next[member];
        int count = counts.applyAsInt(member);
        int piece = pile.get();
        while (piece != CLOSED && piece < count) {
            if (pile.compareAndSet(piece, piece + 1)) {
                work.run(member, piece);
            }
            piece = pile.get();
        }
        return piece != CLOSED;
    }
}
