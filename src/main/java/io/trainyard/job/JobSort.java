package io.trainyard.job;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How a list of jobs is ordered; equal ones by their ids, and those without a value last in either direction. */
public record JobSort(Key key, boolean descending) {

    public static final JobSort NEWEST_FIRST = new JobSort(Key.CREATED_AT, true);

    /** What jobs can be ordered by, under the names of the job document. */
    public enum Key {
        /** Ids begin with the moment of creation, so they are the value. */
        CREATED_AT(entry -> null),
        NAME(JobEntry::name),
        STATUS(entry -> Columns.name(entry.status())),
        PRIORITY(entry -> (double) entry.priority()),
        BEST_VALUE(JobEntry::bestValue),
        TEST_ACCURACY(JobEntry::testAccuracy),
        STARTED_AT(JobEntry::startedAt),
        FINISHED_AT(JobEntry::finishedAt);

        private final Function<JobEntry, @Nullable Comparable<?>> value;

        Key(Function<JobEntry, @Nullable Comparable<?>> value) {
            this.value = value;
        }

        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        JobCursor cursor(JobEntry job) {
            return new JobCursor(value.apply(job), job.id());
        }

        /** As it was written into a cursor; a value of the wrong type is refused. */
        @Nullable
        Comparable<?> value(JsonNode written) {
            boolean text = this == NAME || this == STATUS;
            if (written.isNull()) {
                return null;
            }
            if (text ? !written.isString() : !written.isNumber()) {
                throw new IllegalArgumentException("Not a value of %s: %s".formatted(id(), written));
            }
            return text ? written.asString() : (Comparable<?>) written.asDouble();
        }
    }
}
