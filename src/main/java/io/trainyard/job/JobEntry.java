package io.trainyard.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * What lists find and order a job by.
 *
 * @param name in lower case
 * @param text id, name, labels and the beginning of the notes, in lower case
 * @param createdAt milliseconds, as the other times; those as doubles, since cursors carry them
 */
record JobEntry(
        String id,
        JobStatus status,
        @Nullable String name,
        String text,
        Map<String, String> labels,
        int priority,
        @Nullable Double bestValue,
        @Nullable Double testAccuracy,
        Instant createdAt,
        @Nullable Double startedAt,
        @Nullable Double finishedAt) {

    static final int NOTES = 500;

    static final String SELECT = """
            select j.id, j.status, j.name, j.priority, j.best_value, j.test_accuracy, j.created_at, j.started_at,
                   j.finished_at, d.labels, substring(d.notes from 1 for %d) as notes
            from job j join job_document d on d.job_id = j.id
            """.formatted(NOTES);

    private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};

    static JobEntry read(ResultSet row, int number) throws SQLException {
        String id = row.getString("id");
        String name = row.getString("name");
        String labels = row.getString("labels");
        Map<String, String> pairs = labels.equals("{}") ? Map.of() : Map.copyOf(Columns.read(labels, STRINGS));
        return new JobEntry(
                id,
                Columns.value(JobStatus.class, row.getString("status")),
                name == null ? null : lower(name),
                lower(String.join("\n", id, name == null ? "" : name, words(pairs), row.getString("notes"))),
                pairs,
                row.getInt("priority"),
                Columns.number(row, "best_value"),
                Columns.number(row, "test_accuracy"),
                Objects.requireNonNull(Columns.instant(row, "created_at")),
                millis(row, "started_at"),
                millis(row, "finished_at"));
    }

    private static String words(Map<String, String> labels) {
        StringBuilder words = new StringBuilder();
        labels.forEach((label, value) -> words.append(word(label, value)).append('\n'));
        return words.toString();
    }

    static String word(String label, String value) {
        return label + ":" + value;
    }

    private static @Nullable Double millis(ResultSet row, String column) throws SQLException {
        Instant instant = Columns.instant(row, column);
        return instant == null ? null : (double) instant.toEpochMilli();
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
