package io.trainyard.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.function.IntConsumer;
import tools.jackson.databind.json.JsonMapper;

/** The same clock for both sides: warms up, then, as often as it is told to, counts whole steps for some seconds. */
final class Stopwatch {

    /** Printed once, when the contender is warm. */
    static final String READY = "ready";

    /** What a line with a {@link Sample} begins with. */
    static final String SAMPLE = "sample ";

    private static final int LEAST_STEPS = 3;

    /** Java's compilers need some seconds until they are done with a network's code; jobs run for minutes and more. */
    private static final double WARM_UP_SECONDS = 4;

    private static final double EVALUATION_WARM_UP_SECONDS = 1;

    private final Contender contender;
    private final int batchSize;
    private int iteration;
    private double loss;

    private Stopwatch(Contender contender, int batchSize) {
        this.contender = contender;
        this.batchSize = batchSize;
    }

    /** Warms up, then answers each line of the input, a number of seconds, with a sample; until the input ends. */
    static void serve(Contender contender, int batchSize) throws IOException {
        try (contender;
                BufferedReader commands = new BufferedReader(new InputStreamReader(System.in))) {
            Stopwatch watch = new Stopwatch(contender, batchSize);
            watch.warmUp();
            System.out.println(READY);
            for (String line = commands.readLine(); line != null; line = commands.readLine()) {
                Sample sample = watch.measure(Double.parseDouble(line));
                System.out.println(SAMPLE + JsonMapper.shared().writeValueAsString(sample));
            }
        }
    }

    private void warmUp() {
        run(LEAST_STEPS, WARM_UP_SECONDS, i -> train(new Laps()));
        run(LEAST_STEPS, EVALUATION_WARM_UP_SECONDS, this::evaluate);
    }

    /** One step before each measurement does not count, since somebody else's data is in the caches. */
    private Sample measure(double seconds) throws IOException {
        train(new Laps());
        Laps laps = new Laps();
        long start = System.nanoTime();
        int steps = run(LEAST_STEPS, seconds, i -> train(laps));
        double trainingRate = rate(steps, start);
        if (!Double.isFinite(loss)) {
            throw new IllegalStateException("The loss is " + loss + "; the speed of such numbers means nothing.");
        }
        long peak = PeakMemory.ofThisProcess();
        evaluate(0);
        start = System.nanoTime();
        int evaluations = run(LEAST_STEPS, seconds / 2, this::evaluate);
        return new Sample(
                trainingRate,
                rate(evaluations, start),
                steps,
                laps.milliseconds(steps),
                peak,
                loss,
                contender.description());
    }

    private void train(Laps laps) {
        laps.start();
        loss = contender.train(iteration % Contender.BATCHES, ++iteration, laps);
    }

    private void evaluate(int i) {
        contender.evaluate(i % Contender.BATCHES);
    }

    private static int run(int least, double seconds, IntConsumer step) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        int steps = 0;
        while (steps < least || System.nanoTime() < end) {
            step.accept(steps++);
        }
        return steps;
    }

    private double rate(int steps, long start) {
        return steps * batchSize / ((System.nanoTime() - start) / 1e9);
    }
}
