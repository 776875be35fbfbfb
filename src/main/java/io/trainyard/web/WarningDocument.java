package io.trainyard.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.trainyard.job.JobWarning;
import io.trainyard.job.JobWarning.Sighting;
import io.trainyard.job.JobWarning.Source;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that looks wrong in a job, as JSON.
 *
 * @param source who says so: the checks of the spec, or the run
 * @param code stable, for programs
 * @param pointer into the spec, of the spec's warnings
 * @param path of the layer, of the run's warnings about one
 * @param message what was seen and what to try
 * @param firstSeen null for the spec's
 * @param lastSeen null for the spec's
 * @param evidence the numbers that it rests on
 */
@Schema(name = "Warning")
public record WarningDocument(
        Source source,
        String code,
        @Nullable String pointer,
        @Nullable String path,
        String message,
        @Nullable Sighting firstSeen,
        @Nullable Sighting lastSeen,
        Map<String, Object> evidence) {

    public static WarningDocument of(JobWarning warning) {
        boolean spec = warning.source() == Source.SPEC;
        return new WarningDocument(
                warning.source(),
                warning.code(),
                spec ? warning.place() : null,
                spec || warning.place().isEmpty() ? null : warning.place(),
                warning.message(),
                warning.first(),
                warning.last(),
                warning.evidence());
    }
}
