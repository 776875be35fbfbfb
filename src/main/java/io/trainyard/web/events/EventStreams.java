package io.trainyard.web.events;

import io.trainyard.job.JobWatch;
import io.trainyard.web.JobWaits;
import io.trainyard.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

/**
 * The open streams, and the one thread that keeps them going. It wakes at every commit of this server that brought
 * events, and looks for other servers' from time to time. When the server stops, the streams end first: its graceful
 * shutdown would wait for them.
 */
@Component
class EventStreams implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
    private static final int MILLIS_TO_END = 1_000;

    private final EventFeed feed;
    private final JobWaits waits;
    private final EventSettings settings;
    private final Set<OpenStream> open = ConcurrentHashMap.newKeySet();
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean running;
    private boolean watching;

    EventStreams(JobWatch watch, EventFeed feed, JobWaits waits, EventSettings settings) {
        this.waits = waits;
        this.feed = feed;
        this.settings = settings;
        watch.onEvents(wake::release);
    }

    /** Answers the request with a stream, from its container thread. */
    void open(HttpServletRequest request, HttpServletResponse response, MediaType type, StreamSource source)
            throws IOException {
        if (!running || open.size() >= settings.streams()) {
            throw Problem.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            running ? "too_many_streams" : "stopping",
                            running
                                    ? "%d streams are open, the most that this server keeps.".formatted(open.size())
                                    : "The server is being stopped.")
                    .header(HttpHeaders.RETRY_AFTER, "5")
                    .exception();
        }
        response.setContentType(type.toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        ShallowEtagHeaderFilter.disableContentCaching(request);
        OpenStream stream = new OpenStream(request.startAsync(), source, open::remove);
        open.add(stream);
        stream.start();
        wake.release();
    }

    @Override
    public void start() {
        running = true;
        Thread thread = new Thread(this::run, "events");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (running) {
                wake.tryAcquire(settings.poll().toMillis(), TimeUnit.MILLISECONDS);
                wake.drainPermits();
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            waits.check();
            if (open.isEmpty()) {
                watching = false;
                return;
            }
            if (!watching) {
                feed.restart();
                watching = true;
            }
            feed.poll();
        } catch (RuntimeException e) {
            LOG.warn(
                    "New events could not be read; tried again in {} ms.",
                    settings.poll().toMillis(),
                    e);
        }
        open.forEach(OpenStream::pump);
    }

    @Override
    public void stop() {
        running = false;
        wake.release();
        waits.end();
        open.forEach(OpenStream::end);
        try {
            for (int waited = 0; !open.isEmpty() && waited < MILLIS_TO_END; waited += 10) {
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        open.forEach(OpenStream::complete);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    int count() {
        return open.size();
    }
}
