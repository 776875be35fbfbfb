package io.trainyard.web;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;

/** Says what is wrong with a body that is no JSON: line, column, and what was found there. */
final class MalformedBody {

    private MalformedBody() {}

    static Problem problem(HttpMessageNotReadableException e) {
        if (cause(e, BodyTooLargeException.class) != null) {
            return BodyLimitFilter.tooLarge();
        }
        JacksonException syntax = cause(e, JacksonException.class);
        if (syntax != null && cause(e, java.io.IOException.class) == null) {
            return malformed(syntax);
        }
        if (syntax == null && e.getCause() == null) {
            return Problem.of(
                    HttpStatus.BAD_REQUEST, "empty_body", "The body is empty; it must be a JSON object, the spec.");
        }
        return Problem.of(
                HttpStatus.BAD_REQUEST,
                "incomplete_body",
                "The body ended before it was complete, or could not be decoded.");
    }

    private static Problem malformed(JacksonException syntax) {
        String found = syntax.getOriginalMessage();
        boolean duplicate = found.startsWith("Duplicate");
        String code = duplicate ? "duplicate_key" : "malformed_json";
        TokenStreamLocation at = syntax.getLocation();
        if (at == null || at.getLineNr() < 1) {
            return Problem.of(HttpStatus.BAD_REQUEST, code, "The body is not JSON: " + found + ".");
        }
        String where = "line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
        String pointer = syntax.processor() instanceof JsonParser parser
                ? parser.streamReadContext().pathAsPointer().toString()
                : "";
        return Problem.of(HttpStatus.BAD_REQUEST, code, "The body is not JSON: %s: %s.".formatted(where, found))
                .with("line", at.getLineNr())
                .with("column", at.getColumnNr())
                .with("errors", List.of(ProblemError.inBody(pointer, code, found)));
    }

    private static <T extends Throwable> @Nullable T cause(Throwable thrown, Class<T> type) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }
}
