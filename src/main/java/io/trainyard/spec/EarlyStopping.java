package io.trainyard.spec;

/** Stops when {@code metric} has not improved by more than {@code minDelta} for {@code patience} epochs. */
public record EarlyStopping(Metric metric, int patience, double minDelta) {}
