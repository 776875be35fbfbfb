package io.trainyard.training.diagnosis;

import io.trainyard.result.RunWarning;
import io.trainyard.training.diagnosis.LossCurve.Point;
import java.util.List;
import java.util.Map;

/** A training loss that keeps rising and falling from epoch to epoch. */
final class OscillatingLoss implements EpochSymptom {

    private static final double STEP = 0.05;
    private static final int RISES = 2;

    @Override
    public List<RunWarning> of(LossCurve curve, long iteration) {
        List<Point> epochs = curve.epochs();
        int rises = 0;
        int falls = 0;
        for (int i = 1; i < epochs.size(); i++) {
            double before = epochs.get(i - 1).train();
            double after = epochs.get(i).train();
            rises += after > (1 + STEP) * before ? 1 : 0;
            falls += after < (1 - STEP) * before ? 1 : 0;
        }
        return rises >= RISES && falls >= RISES ? List.of(warning(epochs, iteration, rises)) : List.of();
    }

    private static RunWarning warning(List<Point> epochs, long iteration, int rises) {
        return new RunWarning(
                LearningRateTooLarge.CODE,
                null,
                "In %d of the last %d epochs the training loss rose by more than %.0f %%, and fell again. "
                                .formatted(rises, epochs.size() - 1, 100 * STEP)
                        + "Try a learning rate ten times smaller, or a schedule that lowers it.",
                epochs.get(epochs.size() - 1).epoch(),
                iteration,
                Map.of("train_losses", epochs.stream().map(Point::train).toList()));
    }
}
