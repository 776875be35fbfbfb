package io.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainyard.result.EpochMetrics;
import io.trainyard.result.EvaluationResult;
import io.trainyard.result.StopReason;
import io.trainyard.spec.Metric;
import io.trainyard.spec.ReduceOnPlateau;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** A run that stops and goes on, in a new engine each time, is the run that never stopped. */
class ResumeTest {

    private static final int EPOCHS = 6;

    @TempDir
    Path folder;

    private TestSpec spec = TestSpec.epochs(EPOCHS).checkpoints(2, 1, Metric.VALIDATION_LOSS);
    private Ending undisturbed;

    @BeforeEach
    void run_undisturbed() throws Exception {
        undisturbed = runWithStops(List.of());
    }

    @Test
    void the_undisturbed_run_is_worth_comparing_with() {
        assertThat(undisturbed.metrics).hasSize(EPOCHS);
        assertThat(undisturbed.metrics.stream()
                        .map(EpochMetrics::validationLoss)
                        .distinct())
                .hasSizeGreaterThan(EPOCHS / 2);
        assertThat(undisturbed.evaluatedEpoch).isLessThan(EPOCHS);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void ends_with_the_same_bits_however_often_it_was_stopped(long seed) throws Exception {
        Random random = new Random(seed);
        List<Integer> stops = random.ints(1 + random.nextInt(6), 1, 9).boxed().toList();

        assertThat(runWithStops(stops)).isEqualTo(undisturbed);
    }

    @Test
    void ends_with_the_same_bits_when_stopped_after_every_single_step() throws Exception {
        assertThat(runWithStops(Collections.nCopies(5 * EPOCHS, 1))).isEqualTo(undisturbed);
    }

    @Test
    void plateau_and_accumulated_batches_survive_any_stop() throws Exception {
        spec = spec.accumulateBatches(2)
                .schedule(new ReduceOnPlateau(Metric.VALIDATION_LOSS, 0.5, 0, 0, true, 1, 0, 0, 1));
        undisturbed = runWithStops(List.of());
        assertThat(undisturbed.metrics.stream().map(EpochMetrics::learningRate).distinct())
                .as("the rate fell")
                .hasSizeGreaterThan(1);

        assertThat(runWithStops(Collections.nCopies(3 * EPOCHS, 1))).isEqualTo(undisturbed);
        assertThat(runWithStops(List.of(2, 3, 4))).isEqualTo(undisturbed);
    }

    @Test
    void repeats_only_the_validation_when_stopped_during_it() throws Exception {
        StopSignal stop = new StopSignal();
        FakeEngine engine = new FakeEngine();
        engine.onLogits = stop::raise;
        Recorder recorder = new Recorder(stop, 0);
        SavedCheckpoint checkpoint = stopped(loop(engine, recorder, stop).run(TrainingState.initial()));
        assertThat(checkpoint.state().epoch()).isZero();
        assertThat(checkpoint.state().batch()).isEqualTo(5);
        assertThat(checkpoint.metricValue()).isNull();
        assertThat(checkpoint.best()).isFalse();

        FakeEngine next = new FakeEngine();
        Recorder rest = new Recorder(new StopSignal(), 0);
        Outcome outcome = loop(next, rest, new StopSignal()).run(next.restore(checkpoint.file()));

        assertThat(Ending.of(folder, rest.timeless(), finished(outcome))).isEqualTo(undisturbed);
        assertThat(rest.steps).isEqualTo(5 * (EPOCHS - 1));
        assertThat(rest.epochs.get(0).imagesPerSecond()).isZero();
    }

    @Test
    void goes_straight_to_the_test_when_all_epochs_were_done() throws Exception {
        StopSignal stop = new StopSignal();
        FakeEngine engine = new FakeEngine();
        Recorder recorder = new Recorder(stop, 0);
        engine.onLogits = () -> {
            if (recorder.epochs.size() == EPOCHS) {
                stop.raise();
            }
        };
        Outcome outcome = loop(engine, recorder, stop).run(TrainingState.initial());
        assertThat(outcome).as("stopped during the test, nothing new to keep").isEqualTo(new Outcome.Stopped(null));

        FakeEngine next = new FakeEngine();
        Recorder rest = new Recorder(new StopSignal(), 0);
        SavedCheckpoint last = recorder.checkpoints.get(recorder.checkpoints.size() - 1);
        Outcome tested = loop(next, rest, new StopSignal()).run(next.restore(last.file()));

        assertThat(Ending.of(folder, recorder.timeless(), finished(tested))).isEqualTo(undisturbed);
        assertThat(rest.steps).isZero();
        assertThat(rest.epochs).isEmpty();
        assertThat(next.evaluations).isEqualTo(3);
    }

    @Test
    void remembers_why_it_ended_when_only_the_test_is_left() throws Exception {
        spec = TestSpec.epochs(EPOCHS).targetAccuracy(0);
        Recorder recorder = new Recorder(new StopSignal(), 0);
        loop(new FakeEngine(), recorder, new StopSignal()).run(TrainingState.initial());
        assertThat(recorder.epochs).hasSize(1);

        FakeEngine next = new FakeEngine();
        Recorder rest = new Recorder(new StopSignal(), 0);
        Outcome tested = loop(next, rest, new StopSignal())
                .run(next.restore(recorder.checkpoints.get(0).file()));

        assertThat(finished(tested).reason()).isEqualTo(StopReason.TARGET_REACHED);
        assertThat(rest.steps).isZero();
    }

    @Test
    void has_nothing_to_keep_when_stopped_before_the_first_step() throws Exception {
        StopSignal stop = new StopSignal();
        stop.raise();
        assertThat(loop(new FakeEngine(), new Recorder(stop, 0), stop).run(TrainingState.initial()))
                .isEqualTo(new Outcome.Stopped(null));
    }

    @Test
    void keeps_the_end_of_an_epoch_that_the_policy_did_not_write() throws Exception {
        spec = TestSpec.epochs(EPOCHS).checkpoints(10, 0, Metric.VALIDATION_LOSS);
        StopSignal stop = new StopSignal();
        SavedCheckpoint checkpoint = stopped(
                loop(new FakeEngine(), stopAtEndOfFirstEpoch(stop), stop).run(TrainingState.initial()));
        assertThat(checkpoint.state().epoch()).isEqualTo(1);
        assertThat(checkpoint.state().batch()).isZero();
    }

    @Test
    void says_so_when_the_best_checkpoint_did_not_come_along() throws Exception {
        FakeEngine engine = new FakeEngine();
        Recorder recorder = new Recorder(new StopSignal(), 0);
        loop(engine, recorder, new StopSignal()).run(TrainingState.initial());
        TrainingState state = engine.restore(
                recorder.checkpoints.get(recorder.checkpoints.size() - 1).file());
        Files.delete(folder.resolve("best.zip"));

        assertThatThrownBy(() -> loop(engine, recorder, new StopSignal()).run(state))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("best epoch so far, %d".formatted(undisturbed.evaluatedEpoch))
                .hasMessageContaining("best.zip");
    }

    private static TrainingObserver stopAtEndOfFirstEpoch(StopSignal stop) {
        return (metrics, checkpoint) -> {
            assertThat(checkpoint).isNull();
            stop.raise();
        };
    }

    /** @param stops how many steps each attempt may do before it is stopped; the one after them runs to the end */
    private Ending runWithStops(List<Integer> stops) throws Exception {
        List<EpochMetrics> metrics = new ArrayList<>();
        Path from = null;
        for (int attempt = 0; ; attempt++) {
            StopSignal stop = new StopSignal();
            Recorder recorder = new Recorder(stop, attempt < stops.size() ? stops.get(attempt) : 0);
            FakeEngine engine = new FakeEngine();
            TrainingState start = from == null ? TrainingState.initial() : engine.restore(from);
            Outcome outcome = loop(engine, recorder, stop).run(start);
            metrics.addAll(recorder.timeless());
            if (outcome instanceof Outcome.Finished finished) {
                return Ending.of(folder, metrics, finished);
            }
            SavedCheckpoint checkpoint = ((Outcome.Stopped) outcome).checkpoint();
            from = checkpoint != null ? checkpoint.file() : lastOf(recorder);
        }
    }

    private static Path lastOf(Recorder recorder) {
        return recorder.checkpoints.get(recorder.checkpoints.size() - 1).file();
    }

    private TrainingLoop loop(FakeEngine engine, TrainingObserver observer, StopSignal stop) {
        return new TrainingLoop(
                spec.spec(),
                engine,
                FakeData.batches(10),
                new CheckpointFolder(folder),
                observer,
                stop,
                RunClock.startedAfter(0));
    }

    private static SavedCheckpoint stopped(Outcome outcome) {
        return ((Outcome.Stopped) outcome).checkpoint();
    }

    private static Outcome.Finished finished(Outcome outcome) {
        return (Outcome.Finished) outcome;
    }

    /** Everything that must be the same: parameters at the end and of the tested epoch, metrics, test result. */
    private record Ending(String lastCheckpoint, List<EpochMetrics> metrics, int evaluatedEpoch, String test) {

        static Ending of(Path folder, List<EpochMetrics> metrics, Outcome.Finished finished) throws IOException {
            Path last = folder.resolve("checkpoint-%05d-%07d.zip".formatted(EPOCHS, 0));
            EvaluationResult test = finished.test();
            return new Ending(
                    HexFormat.of().formatHex(Files.readAllBytes(last)),
                    metrics,
                    finished.evaluatedEpoch(),
                    List.of(test.loss(), test.accuracy(), test.topK(), test.examples())
                            + Arrays.deepToString(test.confusion())
                            + JsonMapper.shared().writeValueAsString(List.of(test.calibration(), test.mistakes())));
        }
    }
}
