package io.trainyard.spec;

/**
 * Stops when {@code metric} has not improved by more than {@code minDelta} for {@code patience} epochs.
 *
 * @param restoreBest whether the best checkpoint is tested and handed out rather than the last epoch's; what best means is
 *     {@link CheckpointPolicy}'s to say
 */
public record EarlyStopping(Metric metric, int patience, double minDelta, boolean restoreBest) {

    public EarlyStopping(Metric metric, int patience, double minDelta) {
        this(metric, patience, minDelta, true);
    }
}
