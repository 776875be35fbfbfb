package io.trainyard.trainer;

/** What a worker tells its trainer, one word a line on its standard input. End of input means: the server is gone. */
public enum TrainerCommand {
    /** Finish the step, write a checkpoint, say {@link TrainerMessage.Stopped} and exit. */
    STOP
}
