package io.trainyard.web.events;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer that stays open. It writes as much as the client takes and never waits for it, so a thousand of them need no
 * thread of their own; what a slow client has not taken yet stays where it is, with the source.
 *
 * <p>After a failed write the response belongs to the container, which reports the error on a thread of its own, while the
 * write may still be on its way out. That thread has to wait for it: Tomcat uses a response again as soon as it is
 * complete, and the late error would end the next client's stream.
 */
final class OpenStream implements WriteListener, AsyncListener {

    private static final Logger LOG = LoggerFactory.getLogger(OpenStream.class);

    private final AsyncContext context;
    private final ServletOutputStream out;
    private final StreamSource source;
    private final Consumer<OpenStream> onClosed;
    private final AtomicInteger calls = new AtomicInteger();
    /** From the container's first call on; until then its thread still has the response. */
    private volatile boolean writable;

    private volatile boolean ending;
    private volatile boolean done;
    private boolean unflushed;

    OpenStream(AsyncContext context, StreamSource source, Consumer<OpenStream> onClosed) throws IOException {
        this.context = context;
        this.out = context.getResponse().getOutputStream();
        this.source = source;
        this.onClosed = onClosed;
    }

    void start() {
        context.setTimeout(0);
        context.addListener(this);
        out.setWriteListener(this);
    }

    /** Writes what there is. Any thread may call it, while another one is at it, too. */
    void pump() {
        if (!writable || calls.getAndIncrement() > 0) {
            return; // whoever is at it looks once more
        }
        int seen = 1;
        do {
            try {
                write();
            } catch (IOException clientGone) {
                done = true;
                LOG.debug("A stream's client has left: {}", clientGone.toString());
            } catch (RuntimeException e) {
                fail(e);
            }
            seen = calls.addAndGet(-seen);
        } while (seen > 0);
    }

    /** The client connects again and goes on from where it is. */
    private void fail(RuntimeException e) {
        if (!done) {
            LOG.warn("A stream could not read what to send, and ends.", e);
            complete();
        }
    }

    private synchronized void write() throws IOException {
        while (!done && out.isReady()) {
            byte[] next = ending ? null : source.next();
            if (next != null) {
                out.write(next);
                unflushed = true;
            } else if (unflushed) {
                out.flush();
                unflushed = false;
            } else {
                if (ending || source.isAtEnd()) {
                    complete();
                }
                return;
            }
        }
    }

    /** Ends the stream between two pieces. */
    void end() {
        ending = true;
        pump();
    }

    /** Ends it wherever it is. */
    void complete() {
        done = true;
        try {
            context.complete();
        } catch (IllegalStateException ended) {
            LOG.debug("A stream had ended already: {}", ended.getMessage());
        }
    }

    @Override
    public void onWritePossible() {
        writable = true;
        pump();
    }

    @Override
    public void onError(Throwable clientGone) {
        done = true;
    }

    @Override
    public synchronized void onError(AsyncEvent event) {
        complete();
    }

    @Override
    public synchronized void onTimeout(AsyncEvent event) {
        complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        done = true;
        onClosed.accept(this);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
