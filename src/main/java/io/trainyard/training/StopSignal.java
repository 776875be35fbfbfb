package io.trainyard.training;

/** Asks a run to stop at the next moment from which it can go on later. Thread-safe; never taken back. */
public final class StopSignal {

    private volatile boolean raised;

    public void raise() {
        raised = true;
    }

    void check() throws Raised {
        if (raised) {
            throw new Raised();
        }
    }

    /** Leads out of whatever the run is doing; nothing went wrong. */
    static final class Raised extends Exception {

        private Raised() {
            super("stop signal", null, false, false);
        }
    }
}
