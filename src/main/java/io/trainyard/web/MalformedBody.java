package io.trainyard.web;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.exc.MismatchedInputException;

/** Says what is wrong with a body that is no JSON: line, column, and what was found there. */
final class MalformedBody {

    private static final Pattern PARSER_JARGON =
            Pattern.compile(" \\(start marker at .*|: enable `.*|, from `[^`]*`| \\(bound as .*");

    private MalformedBody() {}

    static Problem problem(HttpMessageNotReadableException e) {
        BodyTooLargeException tooLarge = cause(e, BodyTooLargeException.class);
        if (tooLarge != null) {
            return tooLarge.problem();
        }
        JacksonException syntax = cause(e, JacksonException.class);
        if (e.getCause() == null || isBlank(syntax)) {
            return Problem.of(
                    HttpStatus.BAD_REQUEST, "empty_body", "The body is empty; it must be a JSON object, the spec.");
        }
        if (syntax != null && cause(e, IOException.class) == null) {
            return malformed(syntax);
        }
        return Problem.of(
                HttpStatus.BAD_REQUEST,
                "incomplete_body",
                "The body ended before it was complete, or could not be decoded.");
    }

    /** Nothing but white space: the parser meets no token, so it is the binding that complains. */
    private static boolean isBlank(@Nullable JacksonException e) {
        return e instanceof MismatchedInputException && e.getOriginalMessage().startsWith("No content");
    }

    private static Problem malformed(JacksonException syntax) {
        String found = plain(syntax.getOriginalMessage());
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

    /** Without what only a programmer of the parser can use: its features, class names and source descriptions. */
    private static String plain(String message) {
        if (message.startsWith("Trailing token")) {
            return "The document ends before this; one body holds one JSON object";
        }
        return PARSER_JARGON.matcher(message).replaceAll("");
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
