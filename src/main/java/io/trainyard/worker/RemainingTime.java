package io.trainyard.worker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** When a run will be over, if it goes on as it went since its start; validation is thereby counted in. */
final class RemainingTime {

    private static final long TOO_FEW_STEPS = 5;

    private final InstantSource clock;
    private final int epochs;
    private int iterationsPerEpoch;
    private long firstStep = -1;
    private Instant first = Instant.EPOCH;

    RemainingTime(InstantSource clock, int epochs) {
        this.clock = clock;
        this.epochs = epochs;
    }

    void started(int iterationsPerEpoch) {
        this.iterationsPerEpoch = iterationsPerEpoch;
    }

    /** @return null as long as too little has been seen */
    @Nullable
    Instant finish(int epochsCompleted, int iteration) {
        long step = (long) epochsCompleted * iterationsPerEpoch + iteration;
        Instant now = clock.instant();
        if (firstStep < 0) {
            firstStep = step;
            first = now;
        }
        long done = step - firstStep;
        if (done < TOO_FEW_STEPS) {
            return null;
        }
        long left = Math.max(0, (long) epochs * iterationsPerEpoch - step);
        long millis = Duration.between(first, now).toMillis();
        return now.plusMillis((long) ((double) millis / done * left));
    }
}
