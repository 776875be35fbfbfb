package io.trainyard.job;

import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Jobs sorted by one of their values, equal ones by their ids; those without the value apart, as they come last either way. */
final class JobOrder {

    private static final Comparator<JobCursor> BY_ID = Comparator.comparing(JobCursor::id);
    private static final Comparator<JobCursor> BY_VALUE = Comparator.<JobCursor, Comparable<?>>comparing(
                    JobCursor::value, JobOrder::compare)
            .thenComparing(BY_ID);

    private final JobSort.Key key;
    private final JobTable table;
    private final SortedPlaces valued;
    private final SortedPlaces valueless;

    JobOrder(JobSort.Key key, JobTable table) {
        this.key = key;
        this.table = table;
        this.valued = new SortedPlaces(this::cursor, BY_VALUE);
        this.valueless = new SortedPlaces(this::cursor, BY_ID);
    }

    /** Values of one key are of one type, see {@link JobSort.Key#value}. */
    @SuppressWarnings("unchecked")
    private static int compare(Comparable<?> a, Comparable<?> b) {
        return ((Comparable<Object>) a).compareTo(b);
    }

    JobCursor cursor(int place) {
        return key.cursor(table.get(place));
    }

    void add(int[] places) {
        valued.add(IntStream.of(places).filter(this::hasValue));
        valueless.add(IntStream.of(places).filter(place -> !hasValue(place)));
    }

    private boolean hasValue(int place) {
        return cursor(place).value() != null;
    }

    void removeIf(IntPredicate gone) {
        valued.removeIf(gone);
        valueless.removeIf(gone);
    }

    /** The places of the jobs behind one, or all. */
    IntStream behind(@Nullable JobCursor place, boolean descending) {
        if (place == null) {
            return IntStream.concat(valued.all(descending), valueless.all(descending));
        }
        return place.value() == null
                ? valueless.behind(place, descending)
                : IntStream.concat(valued.behind(place, descending), valueless.all(descending));
    }
}
