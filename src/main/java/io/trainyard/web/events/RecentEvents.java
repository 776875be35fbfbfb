package io.trainyard.web.events;

import java.util.ArrayList;
import java.util.List;

/**
 * The newest events of all jobs, all of them after {@code start}. Streams that have kept up read from here, so that a
 * thousand of them ask the database no more often than one.
 */
record RecentEvents(long start, List<Frame> frames) {

    private static final int KEPT = 1_000;

    RecentEvents {
        frames = List.copyOf(frames);
    }

    static RecentEvents after(long id) {
        return new RecentEvents(id, List.of());
    }

    long end() {
        return frames.isEmpty() ? start : frames.get(frames.size() - 1).place();
    }

    RecentEvents plus(List<Frame> newer) {
        List<Frame> all = new ArrayList<>(frames);
        all.addAll(newer);
        int dropped = Math.max(0, all.size() - KEPT);
        return new RecentEvents(dropped == 0 ? start : all.get(dropped - 1).place(), all.subList(dropped, all.size()));
    }
}
