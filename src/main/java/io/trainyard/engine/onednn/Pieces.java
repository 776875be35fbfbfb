package io.trainyard.engine.onednn;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Work of one member, cut into pieces, which others take as well while they wait for it at a meeting. For work whose results
 * are the same whoever does it.
 */
final class Pieces {

    private final Meeting meeting;
    private final int owner;
    private final int count;
    private final Work work;
    private final AtomicInteger next;
    private final AtomicInteger left = new AtomicInteger();
    private volatile int round;

    /** Does a piece with the tools of the member who does it. */
    @FunctionalInterface
    interface Work {
        void run(int worker, int piece);
    }

    Pieces(Meeting meeting, int owner, int count, Work work) {
        this.meeting = meeting;
        this.owner = owner;
        this.count = count;
        this.work = work;
        this.next = new AtomicInteger(count);
    }

    /** From now on others may take pieces. */
    void offer() {
        round = meeting.round();
        left.set(count);
        next.set(0);
        meeting.offer(owner, this);
    }

    /**
     * Takes all that nobody else has taken, and returns when those who took some are done as well.
     *
     * @throws IllegalStateException if somebody has failed
     */
    void finish() {
        try {
            while (takeOne(owner)) {
                meeting.requireAll();
            }
            Spin spin = new Spin();
            while (left.get() > 0) {
                meeting.requireAll();
                spin.once();
            }
        } finally {
            meeting.withdraw(owner);
            next.set(count);
        }
    }

    /**
     * Whether they were offered before the meeting of that number. Who is just leaving a meeting has not yet done what the
     * others' pieces behind it need.
     */
    boolean wereOfferedBefore(int number) {
        return round == number;
    }

    /** @return whether there was one */
    boolean takeOne(int worker) {
        int piece = next.get();
        while (piece < count) {
            if (next.compareAndSet(piece, piece + 1)) {
                work.run(worker, piece);
                left.decrementAndGet();
                return true;
            }
            piece = next.get();
        }
        return false;
    }
}
