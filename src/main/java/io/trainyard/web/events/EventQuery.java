package io.trainyard.web.events;

import io.trainyard.web.Problem;
import io.trainyard.web.ProblemError;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Which events a client asks for.
 *
 * @param after id of the last one that it knows; null if it says nothing
 * @param resumes whether it says so by Last-Event-ID, as one that connects again does
 */
record EventQuery(@Nullable Long after, int limit, boolean resumes) {

    static final String HEADER = "Last-Event-ID";
    static final int DEFAULT_LIMIT = 100;
    static final int MAX_LIMIT = 1_000;

    static EventQuery of(@Nullable String lastEventId, @Nullable Long after, int limit) {
        if (after != null && after < 0) {
            throw wrong("after", "after is %d, but must be an event's id.".formatted(after));
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw wrong("limit", "limit is %d, but must be from 1 to %d.".formatted(limit, MAX_LIMIT));
        }
        return lastEventId == null
                ? new EventQuery(after, limit, false)
                : new EventQuery(checked(lastEventId), limit, true);
    }

    private static long checked(String lastEventId) {
        if (lastEventId.matches("\\d{1,18}")) {
            return Long.parseLong(lastEventId);
        }
        String message = "%s is \"%s\", but must be the id of an event, a whole number.".formatted(HEADER, lastEventId);
        throw Problem.of(HttpStatus.BAD_REQUEST, "invalid_header", message)
                .with("errors", List.of(ProblemError.inHeader(HEADER, "wrong_format", message)))
                .exception();
    }

    private static RuntimeException wrong(String parameter, String message) {
        return Problem.invalidParameters(List.of(ProblemError.inQuery(parameter, "out_of_range", message)))
                .exception();
    }

    /** Where to begin, if the client says nothing, or knows of events that this database never had. */
    long afterOr(long otherwise, long last) {
        return after == null || after > last ? otherwise : after;
    }
}
