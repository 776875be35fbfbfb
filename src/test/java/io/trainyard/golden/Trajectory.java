package io.trainyard.golden;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What a network did in training.
 *
 * @param losses by step
 * @param snapshots of the network between the steps
 */
record Trajectory(double[] losses, List<Snapshot> snapshots) {

    private static final int MOST_VALUES = 32;
    private static final int MOST_VALUES_TOGETHER = 1200;
    private static final int PREDICTED = 5;
    private static final int PREDICTION_SEED = 1_000;
    private static final List<Integer> EARLY = List.of(0, 1, 10);

    /** @param step how many steps were done; before the first only predictions are kept */
    record Snapshot(int step, double[] predictions, Map<String, Tensor> tensors) {}

    /** @param values some of them, evenly spread; fewer where a network has many tensors */
    record Tensor(double norm, double[] values) {

        static Tensor of(double[] all, int most) {
            int count = Math.min(all.length, most);
            return new Tensor(
                    rounded(Math.sqrt(Arrays.stream(all).map(x -> x * x).sum())),
                    IntStream.range(0, count)
                            .mapToDouble(i -> rounded(all[(int) ((long) i * all.length / count)]))
                            .toArray());
        }
    }

    static Trajectory of(GoldenCase golden, IntToDoubleFunction learningRates, Trainee trainee) {
        int steps = golden.steps();
        double[] losses = new double[steps];
        List<Snapshot> snapshots = new ArrayList<>();
        int pixels = golden.spec().dataset().name().shape().size();
        for (int step = 0; step <= steps; step++) {
            if (step > 0) {
                losses[step - 1] = rounded(trainee.step(golden.batches(step), learningRates.applyAsDouble(step), step));
            }
            if (EARLY.contains(step) || step == steps) {
                snapshots.add(snapshot(step, pixels, trainee));
            }
        }
        return new Trajectory(losses, snapshots);
    }

    private static Snapshot snapshot(int step, int pixels, Trainee trainee) {
        double[] predictions = trainee.predict(Inputs.images(PREDICTION_SEED, PREDICTED * pixels), PREDICTED);
        Map<String, Tensor> tensors = new TreeMap<>();
        if (step > 0) {
            Map<String, double[]> all = trainee.tensors();
            int most = Math.min(MOST_VALUES, MOST_VALUES_TOGETHER / all.size());
            all.forEach((name, values) -> tensors.put(name, Tensor.of(values, most)));
        }
        return new Snapshot(
                step, Arrays.stream(predictions).map(Trajectory::rounded).toArray(), tensors);
    }

    /** A float has 7 digits. */
    private static double rounded(double value) {
        return new BigDecimal(value).round(new MathContext(9)).doubleValue();
    }
}
