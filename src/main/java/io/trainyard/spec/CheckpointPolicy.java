package io.trainyard.spec;

/**
 * Which checkpoints are written and kept. The last epoch is always written, and with {@code keepBest} above 0 also
 * every epoch that improves on the best {@code metric} so far.
 */
public record CheckpointPolicy(int everyEpochs, int keepLast, int keepBest, Metric metric) {}
