package io.trainyard.training;

import io.trainyard.result.EpochMetrics;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.LearningRates;
import io.trainyard.spec.LrSchedule;
import io.trainyard.spec.ReduceOnPlateau;

/** The learning rate of each step: the schedule's, and what a plateau has left of it. */
final class LearningRateControl {

    private final LearningRates rates;
    private final LrSchedule schedule;
    private final int iterationsPerEpoch;

    LearningRateControl(ExperimentSpec spec, int iterationsPerEpoch) {
        this.rates = LearningRates.of(spec);
        this.schedule = spec.lrSchedule();
        this.iterationsPerEpoch = iterationsPerEpoch;
    }

    /** @param iteration 1-based, of the epoch under way */
    double at(TrainingState state, int iteration) {
        Plateau plateau = state.plateau();
        LearningRates current = plateau == null ? rates : rates.reducedTo(plateau.learningRate());
        return current.at(state.epoch() + 1, iteration, iterationsPerEpoch);
    }

    /** At the last step of the epoch under way. */
    double atEnd(TrainingState state) {
        return at(state, iterationsPerEpoch);
    }

    /** @param metrics of the epoch that just ended */
    TrainingState endEpoch(TrainingState state, EpochMetrics metrics) {
        if (!(schedule instanceof ReduceOnPlateau rule) || metrics.epoch() <= rule.warmupEpochs()) {
            return state;
        }
        Plateau before = state.plateau() == null ? Plateau.start(rates.base()) : state.plateau();
        return state.with(before.after(Steering.require(rule.metric(), metrics), rule));
    }
}
