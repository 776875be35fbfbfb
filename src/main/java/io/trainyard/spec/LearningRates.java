package io.trainyard.spec;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The learning rate of every step, a pure function of epoch and iteration. Warm-up rises linearly by the step; after
 * it, the schedule changes by the epoch, counted from the warm-up's end: torch's SequentialLR of LinearLR and the
 * schedule, stepped once an epoch.
 *
 * @param base the optimizer's learning rate
 * @param epochs of the whole run
 */
public record LearningRates(double base, LrSchedule schedule, int epochs) {

    public static LearningRates of(ExperimentSpec spec) {
        return new LearningRates(
                spec.optimizer().learningRate(),
                spec.lrSchedule(),
                spec.training().epochs());
    }

    /**
     * @param epoch 1-based
     * @param iteration 1-based, within the epoch
     */
    public double at(int epoch, int iteration, int iterationsPerEpoch) {
        if (epoch < 1 || iteration < 1 || iteration > iterationsPerEpoch) {
            throw new IllegalArgumentException("There is no iteration %d of %d in epoch %d; both count from 1."
                    .formatted(iteration, iterationsPerEpoch, epoch));
        }
        int warmup = schedule.warmupEpochs();
        if (epoch <= warmup) {
            double steps = (epoch - 1.0) * iterationsPerEpoch + iteration;
            return base * (steps / ((double) warmup * iterationsPerEpoch));
        }
        return afterWarmup(epoch - warmup - 1, epochs - warmup);
    }

    /** At the last step of each epoch, the first one first. */
    public List<Double> byEpoch() {
        return IntStream.rangeClosed(1, epochs)
                .mapToObj(epoch -> at(epoch, 1, 1))
                .toList();
    }

    /**
     * StrictMath, so that a run that moves to another machine goes on with the same bits.
     *
     * @param done epochs completed since the warm-up
     * @param total epochs after the warm-up
     */
    private double afterWarmup(int done, int total) {
        if (schedule instanceof LrSchedule.Step step) {
            return base * StrictMath.pow(step.gamma(), done / step.stepSize());
        }
        if (schedule instanceof LrSchedule.Cosine cosine) {
            double min = cosine.minLearningRate();
            return min + (base - min) * (1 + StrictMath.cos(Math.PI * done / total)) / 2;
        }
        return base;
    }
}
