package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.dataset.Batch;
import io.trainyard.dataset.BatchSource;
import io.trainyard.dataset.BatchStream;
import io.trainyard.dataset.Batches;
import io.trainyard.dataset.Dataset;
import io.trainyard.dataset.Sample;
import io.trainyard.result.EpochMetrics;
import io.trainyard.result.EvaluationResult;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.training.Outcome;
import io.trainyard.training.StopSignal;
import io.trainyard.training.TrainingState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the experiment, and wherever and however often it is stopped: it ends with the bits of the run that never
 * stopped. Experiments and stops are drawn from seeds.
 */
class ExactResumeTest {

    private static final Dataset DATASET = TinyRuns.dataset(40, 10);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void ends_with_the_same_bits_as_the_run_that_never_stopped(long seed) throws Exception {
        ExperimentSpec spec = new RandomSpecs(seed).next();
        Ending undisturbed = run(spec, List.of(), folder.resolve("undisturbed"));
        assertThat(undisturbed.metrics).isNotEmpty();

        Random random = new Random(seed);
        for (int i = 0; i < 2; i++) {
            List<Stop> stops = stops(random);
            Path other = folder.resolve("stopped-" + i);
            assertThat(run(spec, stops, other)).as("stopped at %s", stops).isEqualTo(undisturbed);
        }
    }

    /**
     * When an attempt is stopped.
     *
     * @param steps after so many; 0 for never
     * @param validationBatches or after so many; 0 for never
     */
    private record Stop(int steps, int validationBatches) {}

    private static List<Stop> stops(Random random) {
        List<Stop> stops = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            boolean inValidation = random.nextInt(3) == 0;
            stops.add(inValidation ? new Stop(0, 1 + random.nextInt(2)) : new Stop(1 + random.nextInt(4), 0));
        }
        return stops;
    }

    private static Ending run(ExperimentSpec spec, List<Stop> stops, Path folder) throws Exception {
        Files.createDirectories(folder);
        List<EpochMetrics> metrics = new ArrayList<>();
        Path from = null;
        for (int attempt = 0; ; attempt++) {
            StopSignal signal = new StopSignal();
            Stop stop = attempt < stops.size() ? stops.get(attempt) : new Stop(0, 0);
            var recorder = new TinyRuns.Recorder(signal, stop.steps());
            Batches plain = TinyRuns.batches(spec, DATASET);
            Batches batches = new Batches(
                    plain.train(),
                    new StoppingSource(plain.validation(), signal, stop.validationBatches()),
                    plain.test());
            try (Dl4jEngine engine = new Dl4jEngine(spec)) {
                TrainingState start = from == null ? TrainingState.initial() : engine.restore(from);
                Outcome outcome = TinyRuns.run(spec, engine, batches, folder, recorder, start);
                metrics.addAll(recorder.epochs);
                if (outcome instanceof Outcome.Finished finished) {
                    return Ending.of(engine, metrics, finished, folder);
                }
                var saved = ((Outcome.Stopped) outcome).checkpoint();
                from = saved != null
                        ? saved.file()
                        : recorder.lastCheckpoint != null ? recorder.lastCheckpoint.file() : from;
            }
        }
    }

    /** Raises the signal once so many batches were read. */
    private static final class StoppingSource implements BatchSource {

        private final BatchSource source;
        private final StopSignal signal;
        private int toGo;

        StoppingSource(BatchSource source, StopSignal signal, int batches) {
            this.source = source;
            this.signal = signal;
            this.toGo = batches;
        }

        @Override
        public int examples() {
            return source.examples();
        }

        @Override
        public int batches() {
            return source.batches();
        }

        @Override
        public Sample sample(int epoch, int position) {
            return source.sample(epoch, position);
        }

        @Override
        public BatchStream pass(int epoch, int fromBatch) {
            BatchStream stream = source.pass(epoch, fromBatch);
            return new BatchStream() {
                @Override
                public @Nullable Batch next() throws InterruptedException {
                    if (--toGo == 0) {
                        signal.raise();
                    }
                    return stream.next();
                }

                @Override
                public void close() {
                    stream.close();
                }
            };
        }
    }

    /**
     * All that must be the same.
     *
     * @param checkpoints the last one and the tested one, byte by byte: parameters, average, optimizer and state
     */
    private record Ending(
            List<EpochMetrics> metrics, String reason, int evaluatedEpoch, String test, List<String> checkpoints) {

        static Ending of(Dl4jEngine engine, List<EpochMetrics> metrics, Outcome.Finished finished, Path folder)
                throws Exception {
            EvaluationResult test = finished.test();
            Path tested = folder.resolve("tested.zip");
            engine.save(tested, TrainingState.initial());
            int last = metrics.get(metrics.size() - 1).epoch();
            Path end = folder.resolve("checkpoint-%05d-%07d.zip".formatted(last, 0));
            return new Ending(
                    metrics,
                    finished.reason().name(),
                    finished.evaluatedEpoch(),
                    List.of(test.loss(), test.accuracy()) + Arrays.deepToString(test.confusion()),
                    List.of(hex(tested), hex(end)));
        }

        private static String hex(Path file) throws Exception {
            return HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        }
    }
}
