package io.trainyard.job;

import io.trainyard.result.RunWarning;
import io.trainyard.spec.Violation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that looks wrong in a job, at most one for each source, code and place.
 *
 * @param place JSON pointer into the spec, or the path of a layer; empty for the whole
 * @param first when it was first seen; null for the spec's
 * @param last when it was last seen; message and evidence are from then; null for the spec's
 */
public record JobWarning(
        Source source,
        String code,
        String place,
        String message,
        @Nullable Sighting first,
        @Nullable Sighting last,
        Map<String, Object> evidence) {

    /** Who says so: the checks of the spec, or the run. */
    public enum Source {
        SPEC,
        RUN
    }

    /**
     * When something was seen.
     *
     * @param epoch the one that was under way, 1-based
     * @param iteration optimizer steps done in all
     */
    public record Sighting(int epoch, long iteration) {}

    static JobWarning of(Violation advice) {
        return new JobWarning(Source.SPEC, advice.code(), advice.pointer(), advice.message(), null, null, Map.of());
    }

    static JobWarning of(RunWarning warning) {
        Sighting now = new Sighting(warning.epoch(), warning.iteration());
        String place = warning.path() == null ? "" : warning.path();
        return new JobWarning(Source.RUN, warning.code(), place, warning.message(), now, now, warning.evidence());
    }
}
