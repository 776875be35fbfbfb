package io.trainyard.web;

/** Ends a request with a problem. */
public class ProblemException extends RuntimeException {

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.body().getDetail());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
