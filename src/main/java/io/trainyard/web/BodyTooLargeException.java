package io.trainyard.web;

import java.io.IOException;

/** A body went over the limit while it was read. */
class BodyTooLargeException extends IOException {

    BodyTooLargeException() {
        super("Body over " + BodyLimitFilter.LIMIT + " bytes");
    }
}
