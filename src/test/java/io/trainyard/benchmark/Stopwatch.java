package io.trainyard.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import tools.jackson.databind.json.JsonMapper;

/** The same clock for both sides: warms up, then counts whole steps for some seconds. */
final class Stopwatch {

    private static final int LEAST_STEPS = 5;
    private static final int LEAST_WARM_UP = 3;

    /** Java's compilers need some seconds until they are done with a network's code; jobs run for minutes and more. */
    private static final double WARM_UP_SECONDS = 4;

    private static final double EVALUATION_WARM_UP_SECONDS = 1;

    private final double seconds;

    Stopwatch(double seconds) {
        this.seconds = seconds;
    }

    /** Measures and writes a {@link Sample} to {@code file}. */
    static void measure(Contender contender, int batchSize, double seconds, Path file) throws IOException {
        Sample sample;
        try (contender) {
            sample = new Stopwatch(seconds).measure(contender, batchSize);
        }
        Files.writeString(file, JsonMapper.shared().writeValueAsString(sample));
    }

    private Sample measure(Contender contender, int batchSize) throws IOException {
        double[] loss = new double[1];
        int warmUp = run(
                LEAST_WARM_UP,
                WARM_UP_SECONDS,
                i -> loss[0] = contender.train(i % Contender.BATCHES, i + 1, new Laps()));
        Laps laps = new Laps();
        long start = System.nanoTime();
        int steps = run(LEAST_STEPS, seconds, i -> {
            laps.start();
            loss[0] = contender.train(i % Contender.BATCHES, warmUp + i + 1, laps);
        });
        double trainingRate = rate(steps, batchSize, start);
        if (!Double.isFinite(loss[0])) {
            throw new IllegalStateException("The loss is " + loss[0] + "; the speed of such numbers means nothing.");
        }
        long peak = PeakMemory.ofThisProcess();
        run(LEAST_WARM_UP, EVALUATION_WARM_UP_SECONDS, i -> contender.evaluate(i % Contender.BATCHES));
        start = System.nanoTime();
        int evaluations = run(LEAST_STEPS, seconds / 2, i -> contender.evaluate(i % Contender.BATCHES));
        return new Sample(
                trainingRate,
                rate(evaluations, batchSize, start),
                steps,
                laps.milliseconds(steps),
                peak,
                loss[0],
                contender.description());
    }

    private static int run(int least, double seconds, IntConsumer step) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        int steps = 0;
        while (steps < least || System.nanoTime() < end) {
            step.accept(steps++);
        }
        return steps;
    }

    private static double rate(int steps, int batchSize, long start) {
        return steps * batchSize / ((System.nanoTime() - start) / 1e9);
    }
}
