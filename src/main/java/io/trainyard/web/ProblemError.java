package io.trainyard.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.trainyard.spec.Violation;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a request; exactly one of the first three says where.
 *
 * @param pointer JSON pointer into the body
 * @param parameter name of a query parameter
 * @param header name of a header
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemError(
        @Nullable String pointer,
        @Nullable String parameter,
        @Nullable String header,
        String code,
        String message) {

    public static ProblemError of(Violation violation) {
        return inBody(violation.pointer(), violation.code(), violation.message());
    }

    public static ProblemError inBody(String pointer, String code, String message) {
        return new ProblemError(pointer, null, null, code, message);
    }

    public static ProblemError inQuery(String parameter, String code, String message) {
        return new ProblemError(null, parameter, null, code, message);
    }

    public static ProblemError inHeader(String header, String code, String message) {
        return new ProblemError(null, null, header, code, message);
    }
}
