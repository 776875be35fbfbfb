package io.trainyard.web.metrics;

import io.trainyard.web.AcceptHeader;
import io.trainyard.web.Problem;
import io.trainyard.web.ProblemError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/**
 * Which metrics a client asks for.
 *
 * @param points the most rows; null for a default
 * @param after number of the last epoch or iteration that it knows
 */
record MetricsQuery(boolean perIteration, @Nullable Integer points, long after, boolean csv) {

    static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
    static final int MOST_POINTS = 1_000_000;

    static MetricsQuery of(String per, @Nullable Integer points, long after, @Nullable String format, String accept) {
        List<ProblemError> errors = new ArrayList<>();
        oneOf("per", per, List.of("epoch", "iteration"), errors);
        if (format != null) {
            oneOf("format", format, List.of("json", "csv"), errors);
        }
        if (points != null && (points < Downsampler.FEWEST || points > MOST_POINTS)) {
            errors.add(outOfRange("points", points, "from %d to %d".formatted(Downsampler.FEWEST, MOST_POINTS)));
        }
        if (after < 0) {
            errors.add(outOfRange("after", after, "at least 0"));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalidParameters(errors).exception();
        }
        boolean csv =
                format == null ? AcceptHeader.prefers(accept, CSV, MediaType.APPLICATION_JSON) : format.equals("csv");
        return new MetricsQuery(per.equals("iteration"), points, after, csv);
    }

    private static void oneOf(String parameter, String value, List<String> known, List<ProblemError> errors) {
        if (!known.contains(value)) {
            errors.add(ProblemError.inQuery(
                    parameter,
                    "unknown_value",
                    "%s is \"%s\", but must be %s.".formatted(parameter, value, String.join(" or ", known))));
        }
    }

    private static ProblemError outOfRange(String parameter, long value, String range) {
        return ProblemError.inQuery(
                parameter, "out_of_range", "%s is %d, but must be %s.".formatted(parameter, value, range));
    }
}
