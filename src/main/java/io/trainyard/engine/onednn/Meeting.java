package io.trainyard.engine.onednn;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Where the members of a team who work on one batch wait for each other, and what they have in common. */
final class Meeting {

    private final int size;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicReferenceArray<@Nullable Pieces> offers;
    private final Map<Object, Object> common = new HashMap<>();
    private volatile int round;
    private volatile @Nullable Throwable failure;

    private final Set<Pile> piles = new HashSet<>();

    Meeting(int size) {
        this.size = size;
        this.offers = new AtomicReferenceArray<>(size);
    }

    /** The number of the meeting that comes next. */
    int round() {
        return round;
    }

    int size() {
        return size;
    }

    /** Others may work on a member's pieces from now on; of each member's one lot at a time. */
    void offer(int member, Pieces pieces) {
        offers.set(member, pieces);
    }

    void withdraw(int member) {
        offers.set(member, null);
    }

    /**
     * Returns when everybody has come, and what all did before is seen by all. Until then this member does pieces of those
     * who are behind: all that it needs for them it has done itself.
     *
     * @throws IllegalStateException if somebody will not come any more
     */
    void await(int member) {
        if (size == 1) {
            return;
        }
        int now = round;
        if (waiting.incrementAndGet() == size) {
            waiting.set(0);
            round = now + 1;
            return;
        }
        Spin spin = new Spin();
        while (round == now) {
            requireAll();
            if (!help(member, now)) {
                spin.once();
            }
        }
    }

    private boolean help(int worker, int now) {
        for (int member = 0; member < size; member++) {
            Pieces pieces = offers.get(member);
            if (pieces != null && pieces.wereOfferedBefore(now) && pieces.takeOne(worker)) {
                return true;
            }
        }
        return false;
    }

    /** @throws IllegalStateException if somebody will not come any more */
    void requireAll() {
        if (failure != null) {
            throw new IllegalStateException("Another thread of the engine has failed", failure);
        }
    }

    /** The one object of this key and kind; made by whoever asks first. Members are set up one after the other. */
    @SuppressWarnings("unchecked")
    <T> T common(Object key, Supplier<T> maker) {
        return (T) common.computeIfAbsent(key, absent -> maker.get());
    }

    /** The one pile of this key. */
    Pile pile(Object key) {
        Pile pile = common(key, Pile::new);
        piles.add(pile);
        return pile;
    }

    /** To be called before a pass, while no member works. */
    void refill() {
        piles.forEach(Pile::refill);
    }

    void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    void throwFailure() {
        Throwable cause = failure;
        if (cause == null) {
            return;
        }
        failure = null;
        waiting.set(0);
        IntStream.range(0, size).forEach(this::withdraw);
        if (cause instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) cause;
    }
}
