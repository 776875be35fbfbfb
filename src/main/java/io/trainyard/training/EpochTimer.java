package io.trainyard.training;

/** Where an epoch's time goes. A resumed epoch counts from the resume. */
final class EpochTimer {

    private final RunClock clock;
    private final double start;
    private double mark;
    private double waiting;
    private double stepping;
    private long examples;

    EpochTimer(RunClock clock) {
        this.clock = clock;
        this.start = clock.seconds();
    }

    void startWaiting() {
        mark = clock.seconds();
    }

    void startStep() {
        double now = clock.seconds();
        waiting += now - mark;
        mark = now;
    }

    void endStep(int batchSize) {
        stepping += clock.seconds() - mark;
        examples += batchSize;
    }

    double seconds() {
        return clock.seconds() - start;
    }

    /** 0 when only the validation was left to do. */
    double imagesPerSecond() {
        return stepping > 0 ? examples / stepping : 0;
    }

    double waitSeconds() {
        return waiting;
    }
}
