package io.trainyard.training;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Has checkpoints written on a thread of their own, one at a time, while its caller trains on. What became of one is told
 * on the caller's thread, so that the run's story has one teller.
 */
final class CheckpointWriter implements AutoCloseable {

    private record Pending(FutureTask<SavedCheckpoint> writing, Consumer<SavedCheckpoint> whenWhole) {}

    private @Nullable Pending pending;

    /** @param whenWhole is called out of one of the methods below */
    void begin(Callable<SavedCheckpoint> write, Consumer<SavedCheckpoint> whenWhole) {
        if (pending != null) {
            throw new IllegalStateException("The checkpoint before has not been awaited");
        }
        pending = new Pending(new FutureTask<>(write), whenWhole);
        Thread thread = new Thread(pending.writing(), "checkpoint-writer");
        thread.setDaemon(true);
        thread.start();
    }

    /** @throws IOException if the checkpoint could not be written */
    void tellIfDone() throws IOException {
        if (pending != null && pending.writing().isDone()) {
            await();
        }
    }

    /** @throws IOException if the checkpoint could not be written */
    void await() throws IOException {
        if (pending != null) {
            Pending last = pending;
            pending = null;
            last.whenWhole().accept(result(last.writing()));
        }
    }

    private static SavedCheckpoint result(FutureTask<SavedCheckpoint> writing) throws IOException {
        try {
            return writing.get();
        } catch (ExecutionException e) {
            throw new IOException("A checkpoint could not be written: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptedIOException("Interrupted while a checkpoint was being written");
        }
    }

    /** Whatever ends a run, what was begun is brought to its end. */
    @Override
    public void close() throws IOException {
        await();
    }
}
