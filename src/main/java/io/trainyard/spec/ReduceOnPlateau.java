package io.trainyard.spec;

/**
 * Lowers the learning rate when {@code metric} has not improved for a while: torch.optim.lr_scheduler.ReduceLROnPlateau,
 * stepped after each epoch behind the warm-up. So its rates are no function of the epoch alone: whoever runs the
 * experiment keeps count and says by {@link LearningRates#reducedTo} where they have come to.
 *
 * @param factor from 0 to below 1
 * @param patience so many epochs in a row may bring no improvement; the next one that brings none lowers the rate
 * @param threshold what counts as an improvement, see {@link #improves}
 * @param relative whether {@code threshold} is a share of the best value (threshold_mode rel) or a difference (abs)
 * @param cooldown after a reduction, so many epochs are not counted
 * @param minLearningRate the rate falls no lower
 * @param eps a reduction by no more than this is left out
 */
public record ReduceOnPlateau(
        Metric metric,
        double factor,
        int patience,
        double threshold,
        boolean relative,
        int cooldown,
        double minLearningRate,
        double eps,
        int warmupEpochs)
        implements LrSchedule {

    @Override
    public String type() {
        return "reduce_on_plateau";
    }

    /** As long as nothing has been reduced. */
    @Override
    public double rate(double base, long done, long total) {
        return base;
    }

    /** The first epoch is the best so far, and patience runs out only after it. */
    @Override
    public int knownEpochs(int epochs) {
        return (int) Math.min(epochs, warmupEpochs + patience + 2L);
    }

    public boolean improves(double value, double best) {
        double margin = relative ? best * threshold : threshold;
        return metric.improves(value, metric.higherIsBetter() ? best + margin : best - margin);
    }

    /** One reduction. */
    public double reduced(double rate) {
        double lower = Math.max(rate * factor, minLearningRate);
        return rate - lower > eps ? lower : rate;
    }
}
