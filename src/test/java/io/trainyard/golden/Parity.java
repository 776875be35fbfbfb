package io.trainyard.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.golden.Trajectory.Snapshot;
import io.trainyard.golden.Trajectory.Tensor;
import java.util.Arrays;

/**
 * Holds the engine to PyTorch's float64 numbers. The measure is PyTorch itself: its float32 numbers are off by its own
 * rounding, and the engine, which rounds in other places, may be off by {@value #FACTOR} times as much, plus a share of
 * the largest value compared. That share is 128 units in the last place, 1.5e-5: a bias's gradient is a sum over
 * thousands of pixels, which oneDNN adds up one after another and PyTorch as a tree.
 */
final class Parity {

    private static final int FACTOR = 8;
    private static final double SHARE = 128 * 0x1p-23;

    private final int exactSteps;
    private final double laterShare;

    private Parity(int exactSteps, double laterShare) {
        this.exactSteps = exactSteps;
        this.laterShare = laterShare;
    }

    static Parity exact() {
        return new Parity(Integer.MAX_VALUE, SHARE);
    }

    /** After {@code steps} steps {@code share} of the largest value is allowed. */
    static Parity exactFor(int steps, double share) {
        return new Parity(steps, share);
    }

    void check(GoldenCase golden) {
        GoldenRun expected = GoldenFiles.read("runs/" + golden.name(), GoldenRun.class);
        try (EngineNetwork engine = new EngineNetwork(golden)) {
            compare(Trajectory.of(golden, golden::learningRate, engine), expected);
        }
    }

    void compare(Trajectory actual, GoldenRun expected) {
        Trajectory exact = expected.inDouble();
        Trajectory rounded = expected.inFloat();
        double drift = 0;
        for (int i = 0; i < actual.losses().length; i++) {
            drift = Math.max(drift, Math.abs(exact.losses()[i] - rounded.losses()[i]));
            compare(
                    "loss of step " + (i + 1),
                    actual.losses()[i],
                    exact.losses()[i],
                    drift,
                    slack(i + 1, exact.losses()[i]));
        }
        for (int i = 0; i < actual.snapshots().size(); i++) {
            compare(
                    actual.snapshots().get(i),
                    exact.snapshots().get(i),
                    rounded.snapshots().get(i));
        }
    }

    private void compare(Snapshot actual, Snapshot exact, Snapshot rounded) {
        assertThat(actual.step()).isEqualTo(exact.step());
        String when = " after step " + exact.step();
        int step = exact.step();
        compare(step, "predictions" + when, actual.predictions(), exact.predictions(), rounded.predictions());
        assertThat(actual.tensors()).containsOnlyKeys(exact.tensors().keySet());
        exact.tensors().forEach((name, tensor) -> {
            Tensor own = actual.tensors().get(name);
            Tensor other = rounded.tensors().get(name);
            compare(step, name + when, own.values(), tensor.values(), other.values());
            double normDrift = Math.abs(other.norm() - tensor.norm());
            compare("norm of " + name + when, own.norm(), tensor.norm(), normDrift, slack(step, tensor.norm()));
        });
    }

    private void compare(int step, String what, double[] actual, double[] exact, double[] rounded) {
        double drift = 0;
        for (int i = 0; i < exact.length; i++) {
            drift = Math.max(drift, Math.abs(exact[i] - rounded[i]));
        }
        double largest = Arrays.stream(exact).map(Math::abs).max().orElse(0);
        assertThat(actual).as(what).hasSameSizeAs(exact);
        for (int i = 0; i < exact.length; i++) {
            compare(what + ", value " + i, actual[i], exact[i], drift, slack(step, largest));
        }
    }

    private double slack(int step, double largest) {
        return (step <= exactSteps ? SHARE : laterShare) * Math.abs(largest);
    }

    private static void compare(String what, double actual, double exact, double drift, double slack) {
        assertThat(actual).as(what).isCloseTo(exact, within(FACTOR * drift + slack));
    }
}
