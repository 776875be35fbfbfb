package io.trainyard.engine;

import io.trainyard.dataset.Batch;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Optimizer;
import java.util.Arrays;
import java.util.List;

/** Training speed of the reference network, as docs/engine.md tells it; run by hand. */
final class EngineBenchmark {

    private static final int BATCH_SIZE = 64;
    private static final int WARM_UP = 5;
    private static final int ROUNDS = 20;

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

    private static void measure(ExperimentSpec spec, Batch batch, Kernels kernels) {
        try (Dl4jEngine engine = new Dl4jEngine(spec, kernels)) {
            System.out.println(engine.description());
            double processor = 0;
            double[] seconds = new double[ROUNDS];
            for (int i = -WARM_UP; i < ROUNDS; i++) {
                if (i == 0) {
                    processor = processorSeconds();
                }
                long start = System.nanoTime();
                engine.step(batch, 0.01, i + WARM_UP + 1);
                if (i >= 0) {
                    seconds[i] = (System.nanoTime() - start) / 1e9;
                }
            }
            Arrays.sort(seconds);
            System.out.printf(
                    "step: median %.0f ms, best %.0f ms, %.0f images/s%n",
                    1000 * seconds[ROUNDS / 2], 1000 * seconds[0], BATCH_SIZE / seconds[ROUNDS / 2]);
            System.out.printf("processor time: %.0f ms a step%n", 1000 * (processorSeconds() - processor) / ROUNDS);
        }
    }

    private static double processorSeconds() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(duration -> duration.toMillis() / 1000.0)
                .orElse(Double.NaN);
    }
}
