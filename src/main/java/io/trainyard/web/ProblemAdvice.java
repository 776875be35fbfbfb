package io.trainyard.web;

import io.trainyard.dataset.DatasetException;
import io.trainyard.job.ActionNotAllowedException;
import io.trainyard.job.IdempotencyConflictException;
import io.trainyard.job.JobNotFoundException;
import io.trainyard.spec.InvalidSpecException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.UUID;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.util.DisconnectedClientHelper;

/** Turns what the rooms below throw, and what nobody foresaw, into problems. */
@RestControllerAdvice
class ProblemAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> problem(ProblemException e) {
        return answer(e.problem());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> invalidSpec(InvalidSpecException e) {
        List<ProblemError> errors =
                e.violations().stream().map(ProblemError::of).toList();
        String detail = errors.size() == 1
                ? "The spec has one error; see errors."
                : "The spec has %d errors; see errors.".formatted(errors.size());
        return answer(Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "invalid_spec", detail)
                .with("errors", errors));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unknownJob(JobNotFoundException e) {
        return answer(JobProblems.of(e));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notNow(ActionNotAllowedException e) {
        return answer(JobProblems.of(e));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> keyReused(IdempotencyConflictException e) {
        String message = String.valueOf(e.getMessage());
        return answer(Problem.of(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency_key_reused", message)
                .with(
                        "errors",
                        List.of(ProblemError.inHeader(
                                SubmissionAnswers.IDEMPOTENCY_KEY, "idempotency_key_reused", message))));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> data(DatasetException e) {
        return answer(Problem.of(HttpStatus.CONFLICT, e.code(), String.valueOf(e.getMessage())));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> undecodable(InvalidParameterException e) {
        return answer(Problem.of(
                HttpStatus.BAD_REQUEST,
                "invalid_parameter",
                "The query string cannot be decoded: write % as %25 and other reserved characters likewise."));
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<ProblemDetail> unexpected(Exception e, HttpServletRequest request, HttpServletResponse response) {
        if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
            LOG.debug("Client left during {} {}", request.getMethod(), request.getRequestURI());
            return null;
        }
        String errorId = UUID.randomUUID().toString();
        LOG.error("{} {} failed, error id {}", request.getMethod(), request.getRequestURI(), errorId, e);
        if (response.isCommitted()) {
            return null;
        }
        return answer(Problem.of(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "internal_error",
                        "Something went wrong in the server. Its log has the cause under this error id.")
                .with("error_id", errorId));
    }

    static ResponseEntity<ProblemDetail> answer(Problem problem) {
        // Said here, so that it is written also where the request's Accept header cannot be read.
        return ResponseEntity.status(problem.body().getStatus())
                .headers(problem.headers())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem.body());
    }
}
