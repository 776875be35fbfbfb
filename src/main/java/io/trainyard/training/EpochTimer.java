package io.trainyard.training;

/** Where an epoch's time goes. A resumed epoch counts from the resume. */
final class EpochTimer {

    private final RunClock clock;
    private final double start;
    private double mark;
    private double waiting;
    private double stepping;
    private double stepStart;
    private double stepSeconds;
    private long examples;

    EpochTimer(RunClock clock) {
        this.clock = clock;
        this.start = clock.seconds();
    }

    void startWaiting() {
        mark = clock.seconds();
        stepStart = mark;
    }

    void startStep() {
        double now = clock.seconds();
        waiting += now - mark;
        mark = now;
    }

    void endStep(int batchSize) {
        double now = clock.seconds();
        stepping += now - mark;
        stepSeconds = now - stepStart;
        examples += batchSize;
    }

    /** Of the last step, waiting included. */
    double stepSeconds() {
        return stepSeconds;
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
