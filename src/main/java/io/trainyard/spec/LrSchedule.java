package io.trainyard.spec;

/** The learning rate over the epochs; linear warm-up over the first {@code warmupEpochs} epochs goes before any. */
public sealed interface LrSchedule {

    int warmupEpochs();

    record Constant(int warmupEpochs) implements LrSchedule {}

    /** Multiplied by {@code gamma} every {@code stepSize} epochs. */
    record Step(int stepSize, double gamma, int warmupEpochs) implements LrSchedule {}

    /** Half a cosine from the optimizer's learning rate down to {@code minLearningRate} at the last epoch's end. */
    record Cosine(double minLearningRate, int warmupEpochs) implements LrSchedule {}
}
