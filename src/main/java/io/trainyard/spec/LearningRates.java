package io.trainyard.spec;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The learning rate of every optimizer step, which is what iteration means here, a pure function of epoch and iteration. Warm-up rises linearly by the step; after
 * it, the schedule begins as if the run began there: torch's SequentialLR of LinearLR and the schedule.
 *
 * @param base the optimizer's learning rate, or what a plateau has left of it
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
        long done = epoch - warmup - 1L;
        long total = (long) epochs - warmup;
        return schedule.changesByIteration()
                ? schedule.rate(base, done * iterationsPerEpoch + iteration - 1, total * iterationsPerEpoch)
                : schedule.rate(base, done, total);
    }

    /** What they become once {@link ReduceOnPlateau} has brought the learning rate after the warm-up down to {@code rate}. */
    public LearningRates reducedTo(double rate) {
        return new LearningRates(rate, schedule, epochs);
    }

    /** At the last step of each epoch, the first one first, as far as it is known before the run. */
    public List<Double> byEpoch(int iterationsPerEpoch) {
        return IntStream.rangeClosed(1, schedule.knownEpochs(epochs))
                .mapToObj(epoch -> at(epoch, iterationsPerEpoch, iterationsPerEpoch))
                .toList();
    }
}
