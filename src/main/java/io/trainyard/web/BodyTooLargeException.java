package io.trainyard.web;

import java.io.IOException;

/** A body went over the limit while it was read. */
class BodyTooLargeException extends IOException {

    private final int limit;

    /** @param limit in bytes */
    BodyTooLargeException(int limit) {
        super("Body over " + limit + " bytes");
        this.limit = limit;
    }

    Problem problem() {
        return BodyLimitFilter.tooLarge(limit);
    }
}
