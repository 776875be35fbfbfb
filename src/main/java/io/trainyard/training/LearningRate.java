package io.trainyard.training;

import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.LrSchedule;

/** The learning rate of every step of a run; a pure function, so a resumed run sees the same values. */
@FunctionalInterface
public interface LearningRate {

    /**
     * @param iteration 0-based step of the whole run: epochs completed x batches per epoch + batches done
     * @param iterationsPerEpoch batches per epoch
     */
    double at(long iteration, int iterationsPerEpoch);

    static LearningRate of(ExperimentSpec spec) {
        double base = spec.optimizer().learningRate();
        return (iteration, iterationsPerEpoch) -> {
            double epoch = (double) iteration / iterationsPerEpoch;
            LrSchedule schedule = spec.lrSchedule();
            if (epoch < schedule.warmupEpochs()) {
                return base * (iteration + 1) / ((double) schedule.warmupEpochs() * iterationsPerEpoch);
            }
            if (schedule instanceof LrSchedule.Step step) {
                return base * StrictMath.pow(step.gamma(), (int) epoch / step.stepSize());
            }
            if (schedule instanceof LrSchedule.Cosine cosine) {
                double span = spec.training().epochs() - schedule.warmupEpochs();
                double share = (epoch - schedule.warmupEpochs()) / span;
                double least = cosine.minLearningRate();
                return least + (base - least) * (1 + StrictMath.cos(Math.PI * share)) / 2;
            }
            return base;
        };
    }
}
