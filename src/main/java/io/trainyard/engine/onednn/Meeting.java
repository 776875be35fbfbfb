package io.trainyard.engine.onednn;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where the members of a team who work on one batch wait for each other, and what they have in common. */
final class Meeting {

    private final int size;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<Object, Object> common = new HashMap<>();
    private volatile int round;
    private volatile @Nullable Throwable failure;

    Meeting(int size) {
        this.size = size;
    }

    int size() {
        return size;
    }

    /**
     * Returns when everybody has come, and what all did before is seen by all.
     *
     * @throws IllegalStateException if somebody will not come any more
     */
    void await() {
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
            spin.once();
        }
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
        if (cause instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) cause;
    }
}
