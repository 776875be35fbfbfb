package io.trainyard.training.diagnosis;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a diagnosis remembers of a run's losses.
 *
 * @param first of the first step; null before it
 * @param epochs the last few, oldest first
 */
public record LossCurve(@Nullable Double first, List<Point> epochs) {

    private static final int MOST = 6;

    public LossCurve {
        epochs = List.copyOf(epochs);
    }

    /** @param validation null without validation data */
    public record Point(int epoch, double train, @Nullable Double validation) {}

    public static LossCurve empty() {
        return new LossCurve(null, List.of());
    }

    public LossCurve withStep(double loss) {
        return first == null ? new LossCurve(loss, epochs) : this;
    }

    public LossCurve withEpoch(Point point) {
        return new LossCurve(
                first,
                Stream.concat(epochs.stream().skip(Math.max(0, epochs.size() - MOST + 1)), Stream.of(point))
                        .toList());
    }
}
