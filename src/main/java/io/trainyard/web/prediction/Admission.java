package io.trainyard.web.prediction;

import io.trainyard.web.Problem;
import io.trainyard.web.ProblemException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Bounds what predictions take from the trainers beside: few are computed at once, and the images that wait have so much
 * memory together.
 */
final class Admission {

    private static final int PATIENCE_SECONDS = 20;
    private static final int KIB = 1024;

    private final Semaphore computing;
    private final Semaphore kibibytes;

    Admission(int computing, int kibibytes) {
        this.computing = new Semaphore(computing, true);
        this.kibibytes = new Semaphore(kibibytes);
    }

    @FunctionalInterface
    interface Work<T, E extends Exception> {
        T call() throws E;
    }

    /**
     * @param bytes of the image that is to be read
     * @throws ProblemException 503 if there is no room in time
     */
    <T, E extends Exception> T reading(long bytes, Work<T, E> work) throws E {
        return holding(kibibytes, (int) (bytes / KIB) + 1, work);
    }

    /** @throws ProblemException 503 if it is not the caller's turn in time */
    <T, E extends Exception> T computing(Work<T, E> work) throws E {
        return holding(computing, 1, work);
    }

    private static <T, E extends Exception> T holding(Semaphore semaphore, int permits, Work<T, E> work) throws E {
        if (!acquired(semaphore, permits)) {
            throw Problem.of(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "busy",
                            "The server has more predictions to make than it can. Try again in a moment.")
                    .header(HttpHeaders.RETRY_AFTER, "5")
                    .exception();
        }
        try {
            return work.call();
        } finally {
            semaphore.release(permits);
        }
    }

    private static boolean acquired(Semaphore semaphore, int permits) {
        try {
            return semaphore.tryAcquire(permits, PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
