package io.trainyard.result;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that looks wrong in a run. A run has at most one for each code and layer; a later one takes its place.
 *
 * @param path of the layer, as in the spec's list of layers; null if it is about the whole network
 * @param message what was seen, and what to try
 * @param epoch the one under way, 1-based
 * @param iteration optimizer steps done in all
 * @param evidence the numbers that it rests on
 */
public record RunWarning(
        String code, @Nullable String path, String message, int epoch, long iteration, Map<String, Object> evidence) {}
