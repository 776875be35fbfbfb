package io.trainyard.spec;

import java.util.List;
import java.util.stream.Collectors;

/** A spec with at least one violation; carries all of them. */
public class InvalidSpecException extends RuntimeException {

    private final List<Violation> violations;

    public InvalidSpecException(List<Violation> violations) {
        super(violations.stream().map(v -> v.pointer() + ": " + v.message()).collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    public List<Violation> violations() {
        return violations;
    }
}
