package io.trainyard.web.events;

import org.jspecify.annotations.Nullable;

/** What a stream sends, piece by piece; asked by one thread at a time. */
interface StreamSource {

    /** The next piece; null if there is none for now. */
    byte @Nullable [] next();

    /** Whether there will never be another one; asked after {@link #next} gave none. */
    boolean isAtEnd();
}
