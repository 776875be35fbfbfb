package io.trainyard.spec;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one document, so that a client hears of everything at once. */
final class Violations {

    /** A document that is wrong everywhere gets an answer of readable length. */
    private static final int MOST = 100;

    private final List<Violation> found = new ArrayList<>();
    private int leftOut;

    /** Whether further messages go unread, so that nobody spends time on thousands of them. */
    boolean isFull() {
        return found.size() == MOST;
    }

    void add(String pointer, ViolationCode code, String message) {
        if (isFull()) {
            leftOut++;
        } else {
            found.add(new Violation(pointer, code.id(), message));
        }
    }

    /** Whether these values and everything in them were read without complaint, so that they can be compared. */
    boolean noneAt(String... pointers) {
        for (String pointer : pointers) {
            if (found.stream().anyMatch(v -> touches(v.pointer(), pointer))) {
                return false;
            }
        }
        return true;
    }

    void throwIfAny() {
        if (found.isEmpty()) {
            return;
        }
        List<Violation> all = new ArrayList<>(found);
        if (leftOut > 0) {
            String message = leftOut + " more violations are left out here; correct these first.";
            all.add(new Violation("", ViolationCode.TOO_MANY_VIOLATIONS.id(), message));
        }
        throw new InvalidSpecException(all);
    }

    /** A complaint about a whole section touches each of its values, one about a value touches its section. */
    private static boolean touches(String complaint, String pointer) {
        return complaint.equals(pointer)
                || complaint.startsWith(pointer + "/")
                || pointer.startsWith(complaint + "/") && !complaint.isEmpty();
    }
}
