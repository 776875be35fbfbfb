package io.trainyard.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stretch of a list; {@code next} is what to pass as {@code after} for the following one. */
public record Page<T>(
        List<T> data, boolean hasMore, @Nullable String next) {

    public Page {
        data = List.copyOf(data);
    }
}
