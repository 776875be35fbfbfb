package io.trainyard.training;

import io.trainyard.result.StopReason;
import io.trainyard.training.Engine.StepResult;
import io.trainyard.training.diagnosis.LossCurve;
import org.jspecify.annotations.Nullable;

/**
 * Where a run stands, engine apart. Holds no clock time, so equal runs have equal states.
 *
 * @param epoch epochs completed, validation included
 * @param batch batches done of the epoch under way; 0 at an epoch's end, all of them while its validation is outstanding
 * @param iteration optimizer steps done in all
 * @param lossSum sum over the examples of the epoch under way
 * @param correct right guesses in the epoch under way
 * @param examples seen in the epoch under way
 * @param best best value of the checkpoint metric so far and its epoch; null before the first
 * @param stopping best value of the early-stopping metric so far and its epoch; null before the first
 * @param endedEarly why training ended before the last epoch; null while it goes on and when it ran all epochs
 * @param plateau what the schedule reduce_on_plateau remembers; null before its first epoch and with other schedules
 * @param losses what the diagnosis remembers
 */
public record TrainingState(
        int epoch,
        int batch,
        long iteration,
        double lossSum,
        long correct,
        long examples,
        @Nullable Best best,
        @Nullable Best stopping,
        @Nullable StopReason endedEarly,
        @Nullable Plateau plateau,
        LossCurve losses) {

    /** Checkpoints of version 0.1.0 have no losses. */
    public TrainingState {
        losses = losses == null ? LossCurve.empty() : losses;
    }

    public record Best(int epoch, double value) {}

    public static TrainingState initial() {
        return new TrainingState(0, 0, 0, 0, 0, 0, null, null, null, null, LossCurve.empty());
    }

    /** One more step, on {@code batches} batches of {@code size} examples together. */
    TrainingState plus(StepResult step, int batches, int size) {
        return new TrainingState(
                epoch,
                batch + batches,
                iteration + 1,
                lossSum + step.loss() * size,
                correct + step.correct(),
                examples + size,
                best,
                stopping,
                null,
                plateau,
                losses.withStep(step.loss()));
    }

    /** Mean over the examples of the epoch under way. */
    double meanLoss() {
        return lossSum / examples;
    }

    /** The epoch under way is over. */
    TrainingState nextEpoch(@Nullable Best best, @Nullable Best stopping, @Nullable StopReason endedEarly) {
        return new TrainingState(epoch + 1, 0, iteration, 0, 0, 0, best, stopping, endedEarly, plateau, losses);
    }

    /** Of a fork that goes on as this run would have: where it had ended early, its patience is counted anew. */
    public TrainingState continued() {
        return endedEarly == null
                ? this
                : new TrainingState(
                        epoch, batch, iteration, lossSum, correct, examples, best, null, null, plateau, losses);
    }

    /** Of a fork whose epochs cannot be compared with this run's: only the place remains. */
    public TrainingState forgetting() {
        return new TrainingState(
                epoch, batch, iteration, lossSum, correct, examples, null, null, null, null, LossCurve.empty());
    }

    /** The best checkpoint is gone: the best is one of the epochs to come. */
    public TrainingState withoutBest() {
        return new TrainingState(
                epoch, batch, iteration, lossSum, correct, examples, null, stopping, endedEarly, plateau, losses);
    }

    TrainingState with(@Nullable Plateau plateau) {
        return new TrainingState(
                epoch, batch, iteration, lossSum, correct, examples, best, stopping, endedEarly, plateau, losses);
    }

    TrainingState with(LossCurve losses) {
        return new TrainingState(
                epoch, batch, iteration, lossSum, correct, examples, best, stopping, endedEarly, plateau, losses);
    }
}
