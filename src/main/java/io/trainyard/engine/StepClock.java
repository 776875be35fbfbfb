package io.trainyard.engine;

/** Where the time of the last step went, in nanoseconds. */
final class StepClock {

    private long last;
    private long forward;
    private long loss;
    private long backward;
    private long update;

    void start() {
        forward = 0;
        loss = 0;
        backward = 0;
        update = 0;
        last = System.nanoTime();
    }

    void forwardDone() {
        forward += lap();
    }

    void lossDone() {
        loss += lap();
    }

    void backwardDone() {
        backward += lap();
    }

    void updateDone() {
        update += lap();
    }

    private long lap() {
        long before = last;
        last = System.nanoTime();
        return last - before;
    }

    /** The batch's way into native memory included. */
    long forward() {
        return forward;
    }

    long loss() {
        return loss;
    }

    long backward() {
        return backward;
    }

    long update() {
        return update;
    }
}
