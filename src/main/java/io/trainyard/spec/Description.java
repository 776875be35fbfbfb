package io.trainyard.spec;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment is to the people who run it; nothing is computed from it.
 *
 * @param labels for finding it again
 * @param notes what is expected of it, what was seen
 */
public record Description(@Nullable String name, Map<String, String> labels, String notes) {

    public static final Description NONE = new Description(null, Map.of(), "");

    public Description {
        labels = Map.copyOf(labels);
    }
}
