package io.trainyard.job;

/** What a worker is to do with its run. */
public enum RunSignal {
    GO_ON,
    /** A client asked for it: have the trainer write its checkpoint, then give the run back. */
    PAUSE,
    /** A client asked for it: end the trainer, then the run. */
    CANCEL,
    /** The job has been taken away: end the trainer and write nothing more. */
    LOST
}
