package io.trainyard.web;

import java.util.List;

/** What a whole number in the query may be, both ends included. */
public record IntRange(String parameter, int from, int to) {

    /** @throws ProblemException if the value is outside */
    public void check(int value) {
        if (value < from || value > to) {
            String message = "%s is %d, but must be from %d to %d.".formatted(parameter, value, from, to);
            throw Problem.invalidParameters(List.of(ProblemError.inQuery(parameter, "out_of_range", message)))
                    .exception();
        }
    }
}
