package io.trainyard.job;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Places in the order of their jobs' cursors. They lie side by side in an array, so that a long walk is a fast one. */
final class SortedPlaces {

    private final IntFunction<JobCursor> cursors;
    private final Comparator<JobCursor> order;
    private int[] places = new int[16];
    private int size;

    SortedPlaces(IntFunction<JobCursor> cursors, Comparator<JobCursor> order) {
        this.cursors = cursors;
        this.order = order;
    }

    /** Few or many at once: whatever is there moves only once. */
    void add(IntStream added) {
        record Placed(JobCursor cursor, int place) {}
        Placed[] sorted = added.mapToObj(place -> new Placed(cursors.apply(place), place))
                .sorted(Comparator.comparing(Placed::cursor, order))
                .toArray(Placed[]::new);
        if (places.length < size + sorted.length) {
            places = Arrays.copyOf(places, 2 * (size + sorted.length));
        }
        int end = size;
        for (int i = sorted.length - 1; i >= 0; i--) {
            int start = firstFrom(sorted[i].cursor, end);
            System.arraycopy(places, start, places, start + i + 1, end - start);
            places[start + i] = sorted[i].place;
            end = start;
        }
        size += sorted.length;
    }

    void removeIf(IntPredicate gone) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!gone.test(places[i])) {
                places[kept++] = places[i];
            }
        }
        size = kept;
    }

    IntStream all(boolean descending) {
        return descending ? down(size) : up(0);
    }

    IntStream behind(JobCursor cursor, boolean descending) {
        int first = firstFrom(cursor, size);
        if (descending) {
            return down(first);
        }
        boolean isThere = first < size && order.compare(cursors.apply(places[first]), cursor) == 0;
        return up(isThere ? first + 1 : first);
    }

    private IntStream up(int start) {
        return IntStream.range(start, size).map(i -> places[i]);
    }

    private IntStream down(int end) {
        return IntStream.range(0, end).map(i -> places[end - 1 - i]);
    }

    /** Where the first one is that is at a cursor or behind it, of those before an end; else the end. */
    private int firstFrom(JobCursor cursor, int end) {
        int low = 0;
        int high = end;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order.compare(cursors.apply(places[middle]), cursor) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
