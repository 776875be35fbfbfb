package io.trainyard.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.ClassUtils;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns requests that never reached a controller into problems that say what would have been right. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProtocolAdvice {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadableBody(HttpMessageNotReadableException e) {
        return ProblemAdvice.answer(MalformedBody.problem(e));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unknownPath(NoResourceFoundException e, HttpServletRequest request) {
        return ProblemAdvice.answer(Problem.of(
                HttpStatus.NOT_FOUND,
                "not_found",
                "There is nothing at %s. /swagger-ui describes every path.".formatted(request.getRequestURI())));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> wrongMethod(HttpRequestMethodNotSupportedException e, HttpServletRequest request) {
        String allowed = Objects.requireNonNull(e.getHeaders().getAllow().stream()
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining(", ")));
        return ProblemAdvice.answer(Problem.of(
                        HttpStatus.METHOD_NOT_ALLOWED,
                        "method_not_allowed",
                        "%s does not take %s, only %s.".formatted(request.getRequestURI(), e.getMethod(), allowed))
                .header(HttpHeaders.ALLOW, allowed));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooLarge(BodyTooLargeException e) {
        return ProblemAdvice.answer(e.problem());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> tooLarge(MaxUploadSizeExceededException e) {
        return ProblemAdvice.answer(Problem.of(
                HttpStatus.CONTENT_TOO_LARGE,
                "body_too_large",
                "The form is over %d bytes, the most that is read, or has too many parts."
                        .formatted(BodyLimitFilter.LIMIT_OF_IMAGES)));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> malformed(MultipartException e) {
        return ProblemAdvice.answer(Problem.of(
                HttpStatus.BAD_REQUEST,
                "malformed_multipart",
                "The body is no multipart/form-data as its Content-Type announces it, or ends too early. With curl,"
                        + " -F 'image=@file.png' makes one."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> wrongContentType(HttpMediaTypeNotSupportedException e, HttpServletRequest request) {
        String sent = request.getContentType();
        String received =
                sent == null || sent.isEmpty() ? "The body has no Content-Type" : "The body's Content-Type is " + sent;
        if (e.getSupportedMediaTypes().contains(MediaType.IMAGE_PNG)) {
            String taken = MediaType.toString(e.getSupportedMediaTypes());
            return ProblemAdvice.answer(Problem.of(
                            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                            "unsupported_media_type",
                            "%s, but it must be one of %s.".formatted(received, taken))
                    .header(HttpHeaders.ACCEPT, taken));
        }
        return ProblemAdvice.answer(Problem.of(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "unsupported_media_type",
                        received
                                + ", but it must be application/json. With curl, add: -H 'Content-Type: application/json'")
                .header(HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON_VALUE));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notAcceptable(HttpMediaTypeNotAcceptableException e, HttpServletRequest request) {
        String offered =
                e.getSupportedMediaTypes().stream().map(MediaType::toString).collect(Collectors.joining(", "));
        return ProblemAdvice.answer(Problem.of(
                HttpStatus.NOT_ACCEPTABLE,
                "not_acceptable",
                "Accept is %s, but %s comes as %s."
                        .formatted(request.getHeader(HttpHeaders.ACCEPT), request.getRequestURI(), offered)));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> wrongType(MethodArgumentTypeMismatchException e) {
        Class<?> type =
                ClassUtils.resolvePrimitiveIfNecessary(Objects.requireNonNullElse(e.getRequiredType(), Object.class));
        String expected = Number.class.isAssignableFrom(type)
                ? "a whole number of at most %s digits".formatted(type == Long.class ? 18 : 9)
                : "true or false";
        return ProblemAdvice.answer(Problem.invalidParameters(List.of(ProblemError.inQuery(
                e.getName(),
                "wrong_type",
                "%s is \"%s\", but must be %s.".formatted(e.getName(), e.getValue(), expected)))));
    }
}
