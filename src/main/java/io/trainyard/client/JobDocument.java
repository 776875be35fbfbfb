package io.trainyard.client;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the quickstart reads of a job document. */
record JobDocument(
        String id,
        String status,
        @Nullable Integer queuePosition,
        @Nullable Progress progress,
        @Nullable Result result,
        @Nullable Failure error) {

    private static final Set<String> FINAL = Set.of("succeeded", "failed", "cancelled");

    boolean hasEnded() {
        return FINAL.contains(status);
    }

    boolean isRunning() {
        return status.equals("running");
    }

    /** @param epoch epochs completed; @param fraction of the whole run, 0 to 1 */
    record Progress(
            int epoch,
            int epochs,
            double fraction,
            @Nullable Double imagesPerSecond,
            @Nullable Instant estimatedFinish) {}

    record Result(double testAccuracy) {}

    record Failure(String category, String code, String message) {}
}
