package io.trainyard.training.diagnosis;

import io.trainyard.result.RunWarning;
import io.trainyard.training.diagnosis.LossCurve.Point;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The validation loss has been rising for some epochs while the training loss went on falling. */
final class Overfitting implements EpochSymptom {

    private static final int EPOCHS = 3;
    private static final double MARGIN = 0.05;

    @Override
    public List<RunWarning> of(LossCurve curve, long iteration) {
        List<Point> epochs = curve.epochs();
        if (epochs.isEmpty() || epochs.stream().anyMatch(point -> point.validation() == null)) {
            return List.of();
        }
        Point last = epochs.get(epochs.size() - 1);
        Point lowest =
                epochs.stream().min(Comparator.comparing(Point::validation)).orElseThrow();
        boolean seen = last.epoch() - lowest.epoch() >= EPOCHS
                && last.validation() > (1 + MARGIN) * lowest.validation()
                && last.train() < (1 - MARGIN) * lowest.train()
                && last.train() < last.validation();
        return seen ? List.of(warning(lowest, last, iteration)) : List.of();
    }

    private static RunWarning warning(Point lowest, Point last, long iteration) {
        return new RunWarning(
                "overfitting",
                null,
                "From epoch %d to epoch %d the training loss fell from %.3f to %.3f, but the validation loss rose from %.3f to %.3f: the network learns the training images by heart. "
                                .formatted(
                                        lowest.epoch(),
                                        last.epoch(),
                                        lowest.train(),
                                        last.train(),
                                        lowest.validation(),
                                        last.validation())
                        + "Try augmentation, weight_decay, dropout, more data, a smaller network, or early_stopping.",
                last.epoch(),
                iteration,
                Map.of(
                        "train_loss",
                        last.train(),
                        "validation_loss",
                        last.validation(),
                        "lowest_validation_loss",
                        lowest.validation(),
                        "lowest_epoch",
                        lowest.epoch()));
    }
}
