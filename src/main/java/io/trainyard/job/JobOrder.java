package io.trainyard.job;

import java.util.Comparator;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Jobs sorted by one of their values, equal ones by their ids; those without the value apart, as they come last either way. */
final class JobOrder {

    private static final Comparator<JobCursor> BY_ID = Comparator.comparing(JobCursor::id);

    private final JobSort.Key key;
    private final NavigableMap<JobCursor, JobEntry> valued =
            new TreeMap<>(Comparator.<JobCursor, Comparable<?>>comparing(JobCursor::value, JobOrder::compare)
                    .thenComparing(BY_ID));
    private final NavigableMap<JobCursor, JobEntry> valueless = new TreeMap<>(BY_ID);

    JobOrder(JobSort.Key key) {
        this.key = key;
    }

    /** Values of one key are of one type, see {@link JobSort.Key#value}. */
    @SuppressWarnings("unchecked")
    private static int compare(Comparable<?> a, Comparable<?> b) {
        return ((Comparable<Object>) a).compareTo(b);
    }

    void add(JobEntry job) {
        JobCursor place = key.cursor(job);
        side(place).put(place, job);
    }

    void remove(JobEntry job) {
        JobCursor place = key.cursor(job);
        side(place).remove(place);
    }

    private NavigableMap<JobCursor, JobEntry> side(JobCursor place) {
        return place.value() == null ? valueless : valued;
    }

    /** The jobs behind a place, or all. */
    Stream<JobEntry> behind(@Nullable JobCursor place, boolean descending) {
        if (place == null) {
            return Stream.concat(jobs(valued, null, descending), jobs(valueless, null, descending));
        }
        return place.value() == null
                ? jobs(valueless, place, descending)
                : Stream.concat(jobs(valued, place, descending), jobs(valueless, null, descending));
    }

    private static Stream<JobEntry> jobs(
            NavigableMap<JobCursor, JobEntry> side, @Nullable JobCursor place, boolean descending) {
        NavigableMap<JobCursor, JobEntry> directed = descending ? side.descendingMap() : side;
        return (place == null ? directed : directed.tailMap(place, false)).values().stream();
    }
}
