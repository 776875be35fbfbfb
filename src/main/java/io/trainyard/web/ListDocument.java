package io.trainyard.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a list; {@code next} is what to pass as {@code after} for the following one.
 *
 * @param data the items
 * @param hasMore whether more follow
 * @param next what to pass as {@code after} for them; null if there are no more
 */
public record ListDocument<T>(
        String object,
        List<T> data,
        boolean hasMore,
        @Nullable String next) {

    public ListDocument(List<T> data, boolean hasMore, @Nullable String next) {
        this("list", data, hasMore, next);
    }

    public static <T> ListDocument<T> whole(List<T> data) {
        return new ListDocument<>(data, false, null);
    }
}
