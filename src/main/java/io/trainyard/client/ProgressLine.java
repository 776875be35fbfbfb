package io.trainyard.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How far a run is, in less than 80 columns. */
final class ProgressLine {

    private static final int BAR = 20;

    private ProgressLine() {}

    /** The epoch under way; nothing is known of its accuracy yet. */
    static String current(JobDocument.Progress progress, Instant now) {
        int epoch = Math.min(progress.epoch() + 1, progress.epochs());
        double inEpoch = progress.fraction() * progress.epochs() - (epoch - 1);
        return line(epoch, progress.epochs(), inEpoch, progress.imagesPerSecond(), null, left(progress, now));
    }

    static String finished(EpochRow row, JobDocument.Progress progress, Instant now) {
        Duration left = row.epoch() >= progress.epochs() ? Duration.ZERO : left(progress, now);
        return line(row.epoch(), progress.epochs(), 1, row.imagesPerSecond(), row.validationAccuracy(), left);
    }

    private static String line(
            int epoch,
            int epochs,
            double fraction,
            @Nullable Double imagesPerSecond,
            @Nullable Double accuracy,
            @Nullable Duration left) {
        return "epoch %2d/%d %s %s images/s   val. accuracy %s   ETA %s"
                .formatted(epoch, epochs, bar(fraction), speed(imagesPerSecond), percent(accuracy), clock(left));
    }

    private static String bar(double fraction) {
        int full = (int) Math.round(Math.max(0, Math.min(1, fraction)) * BAR);
        return "[" + "=".repeat(full) + " ".repeat(BAR - full) + "]";
    }

    private static String speed(@Nullable Double imagesPerSecond) {
        return imagesPerSecond == null ? "    -" : String.format(Locale.ROOT, "%5.0f", imagesPerSecond);
    }

    private static String percent(@Nullable Double accuracy) {
        return accuracy == null ? "  ... " : String.format(Locale.ROOT, "%5.1f%%", 100 * accuracy);
    }

    private static @Nullable Duration left(JobDocument.Progress progress, Instant now) {
        return progress.estimatedFinish() == null ? null : Duration.between(now, progress.estimatedFinish());
    }

    private static String clock(@Nullable Duration left) {
        if (left == null) {
            return "-:--";
        }
        long seconds = Math.max(0, left.toSeconds());
        return "%d:%02d".formatted(seconds / 60, seconds % 60);
    }
}
