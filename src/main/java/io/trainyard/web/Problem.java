package io.trainyard.web;

import java.net.URI;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** An RFC 9457 answer in the making: a stable {@code code}, a detail for people, and whatever else helps. */
public final class Problem {

    private final ProblemDetail body;
    private final HttpHeaders headers = new HttpHeaders();

    private Problem(ProblemDetail body) {
        this.body = body;
    }

    public static Problem of(HttpStatus status, String code, String detail) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
        body.setType(URI.create("urn:trainyard:problem:" + code));
        body.setProperty("code", code);
        return new Problem(body);
    }

    public static Problem invalidParameters(List<ProblemError> errors) {
        String detail = errors.size() == 1 ? errors.get(0).message() : errors.size() + " parameters are wrong.";
        return of(HttpStatus.BAD_REQUEST, "invalid_parameter", detail).with("errors", errors);
    }

    public Problem with(String property, Object value) {
        body.setProperty(property, value);
        return this;
    }

    public Problem header(String name, String value) {
        headers.set(name, value);
        return this;
    }

    public ProblemDetail body() {
        return body;
    }

    HttpHeaders headers() {
        return headers;
    }

    public ProblemException exception() {
        return new ProblemException(this);
    }
}
