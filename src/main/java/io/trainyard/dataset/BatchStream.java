package io.trainyard.dataset;

import org.jspecify.annotations.Nullable;

/** The batches of one pass, in order, prepared ahead on other threads. Close it to stop them. */
public interface BatchStream extends AutoCloseable {

    /** The next batch, waiting if it must; null at the end of the pass. */
    @Nullable
    Batch next() throws InterruptedException;

    @Override
    void close();
}
