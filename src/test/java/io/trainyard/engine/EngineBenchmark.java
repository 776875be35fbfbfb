package io.trainyard.engine;

import io.trainyard.dataset.Batch;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Optimizer;
import java.util.Arrays;
import java.util.List;

/** Training speed of the reference network with each kind of kernels, as docs/performance.md tells it; run by hand. */
final class EngineBenchmark {

    private static final int BATCH_SIZE = 64;
    private static final int WARM_UP = 30;
    private static final int ROUNDS = 40;

    private EngineBenchmark() {}

    public static void main(String[] arguments) {
        List<Layer> layers = Specs.reference();
        ExperimentSpec spec =
                Specs.spec(new Optimizer.Sgd(0.1, 0.9, 0, false, 5e-4, true), layers.toArray(Layer[]::new));
        Batch batch = Specs.batch(DatasetName.CIFAR10, BATCH_SIZE, 1);
        for (Kernels kernels : Kernels.values()) {
            measure(spec, batch, kernels);
        }
    }

    /** Plain steps, and in turns with them such that are looked into. */
    private static void measure(ExperimentSpec spec, Batch batch, Kernels kernels) {
        try (Dl4jEngine engine = new Dl4jEngine(spec, kernels)) {
            System.out.println(engine.description());
            double processor = 0;
            double[] plain = new double[ROUNDS];
            double[] inspected = new double[ROUNDS];
            for (int i = -WARM_UP; i < ROUNDS; i++) {
                double before = processorSeconds();
                double step = milliseconds(engine, batch, 2 * (i + WARM_UP) + 1, false);
                processor += i < 0 ? 0 : processorSeconds() - before;
                double look = milliseconds(engine, batch, 2 * (i + WARM_UP) + 2, true);
                if (i >= 0) {
                    plain[i] = step;
                    inspected[i] = look;
                }
            }
            Arrays.sort(plain);
            Arrays.sort(inspected);
            double median = plain[ROUNDS / 2];
            System.out.printf(
                    "step: median %.1f ms, best %.1f ms, %.0f images/s, processor time %.0f ms%n",
                    median, plain[0], 1000 * BATCH_SIZE / median, 1000 * processor / ROUNDS);
            System.out.printf(
                    "inspected step: median %.1f ms, %.2f times a plain one%n",
                    inspected[ROUNDS / 2], inspected[ROUNDS / 2] / median);
        }
    }

    private static double milliseconds(Dl4jEngine engine, Batch batch, long iteration, boolean inspected) {
        long start = System.nanoTime();
        engine.step(List.of(batch), 0.01, iteration, inspected);
        return (System.nanoTime() - start) / 1e6;
    }

    private static double processorSeconds() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(duration -> duration.toMillis() / 1000.0)
                .orElse(Double.NaN);
    }
}
