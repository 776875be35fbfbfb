package io.trainyard.dataset;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Prepares the next few batches on its own threads while the caller works on the last one. For one caller. */
final class PrefetchingStream implements BatchStream {

    private final IntFunction<Batch> prepare;
    private final int end;
    private final int lookAhead;
    private final ExecutorService workers;
    private final Deque<Future<Batch>> ahead = new ArrayDeque<>();
    private int nextToPrepare;

    /** @param end one past the last batch */
    PrefetchingStream(IntFunction<Batch> prepare, int from, int end, int threads) {
        this.prepare = prepare;
        this.nextToPrepare = from;
        this.end = end;
        this.lookAhead = threads + 2;
        this.workers = Executors.newFixedThreadPool(threads, PrefetchingStream::daemon);
        prepareAhead();
    }

    @Override
    public @Nullable Batch next() throws InterruptedException {
        if (workers.isShutdown()) {
            throw new IllegalStateException("the batch stream is closed");
        }
        Future<Batch> first = ahead.peek();
        if (first == null) {
            return null;
        }
        Batch batch = result(first);
        ahead.remove();
        prepareAhead();
        return batch;
    }

    @Override
    public void close() {
        workers.shutdownNow();
        ahead.clear();
    }

    private void prepareAhead() {
        while (nextToPrepare < end && ahead.size() < lookAhead) {
            int batch = nextToPrepare++;
            ahead.add(workers.submit(() -> prepare.apply(batch)));
        }
    }

    private static Batch result(Future<Batch> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("preparing a batch failed: " + e.getCause(), e.getCause());
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "batch-preparation");
        thread.setDaemon(true);
        return thread;
    }
}
