package io.trainyard.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How our values lie in columns: times in UTC and microseconds, enums by their lower-case name, JSON as text. */
final class Columns {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Columns() {}

    static OffsetDateTime time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Others' words, whatever they are: at most {@code limit} characters, and without NUL, which PostgreSQL refuses. */
    static String text(String words, int limit) {
        String clean = words.replace('\0', ' ');
        return clean.length() <= limit ? clean : clean.substring(0, limit - 3) + "...";
    }

    static <E extends Enum<E>> E value(Class<E> type, String name) {
        return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
    }

    static @Nullable Double number(ResultSet row, String column) throws SQLException {
        return row.getObject(column, Double.class);
    }

    static String write(Object value) {
        return JSON.writeValueAsString(value);
    }

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    static <T> T read(String text, Class<T> type) {
        return JSON.readValue(text, type);
    }

    static <T> T read(String text, TypeReference<T> type) {
        return JSON.readValue(text, type);
    }
}
