package io.trainyard.training;

import io.trainyard.spec.ReduceOnPlateau;
import org.jspecify.annotations.Nullable;

/**
 * What torch.optim.lr_scheduler.ReduceLROnPlateau remembers between epochs.
 *
 * @param learningRate what is left of the optimizer's
 * @param best value of the metric so far; null before the first
 * @param badEpochs epochs in a row that brought no improvement
 * @param cooldown epochs to come that do not count
 */
public record Plateau(double learningRate, @Nullable Double best, int badEpochs, int cooldown) {

    static Plateau start(double learningRate) {
        return new Plateau(learningRate, null, 0, 0);
    }

    /** Its {@code step(value)}. */
    Plateau after(double value, ReduceOnPlateau rule) {
        boolean better = best == null || rule.improves(value, best);
        double nextBest = better ? value : best;
        if (cooldown > 0) {
            return new Plateau(learningRate, nextBest, 0, cooldown - 1);
        }
        int bad = better ? 0 : badEpochs + 1;
        return bad > rule.patience()
                ? new Plateau(rule.reduced(learningRate), nextBest, 0, rule.cooldown())
                : new Plateau(learningRate, nextBest, bad, 0);
    }
}
