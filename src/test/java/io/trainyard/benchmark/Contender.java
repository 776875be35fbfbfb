package io.trainyard.benchmark;

/** A network that can be trained and evaluated, in a process of its own. */
interface Contender extends AutoCloseable {

    /** Different ones, used in turn. */
    int BATCHES = 4;

    /**
     * One whole optimizer step.
     *
     * @param batch which one, from 0
     * @param iteration 1-based
     * @return the loss, which both sides must hand out
     */
    double train(int batch, int iteration, Laps laps);

    /** Logits in evaluation mode, handed out as floats. */
    float[] evaluate(int batch);

    String description();

    @Override
    void close();
}
