package io.trainyard.trainer;

/** Exit codes of a trainer. Any other code is the JVM's or a signal's (128 + its number). */
public final class TrainerExit {

    /** {@link TrainerMessage.Finished} or {@link TrainerMessage.Stopped} was said. */
    public static final int DONE = 0;

    /** {@link TrainerMessage.Failed} was said. */
    public static final int FAILED = 1;

    /** Wrong command line. */
    public static final int USAGE = 2;

    /** Standard input or output closed: the server is gone. */
    public static final int ORPHANED = 4;

    private TrainerExit() {}
}
