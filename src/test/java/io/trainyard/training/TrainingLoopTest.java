package io.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.dataset.Batch;
import io.trainyard.dataset.Batches;
import io.trainyard.result.EpochMetrics;
import io.trainyard.result.StopReason;
import io.trainyard.spec.EarlyStopping;
import io.trainyard.spec.LearningRates;
import io.trainyard.spec.Metric;
import io.trainyard.spec.ReduceOnPlateau;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingLoopTest {

    @TempDir
    Path folder;

    private final StopSignal stop = new StopSignal();
    private final Recorder recorder = new Recorder(stop, 0);
    private Batches batches = FakeData.batches(8);
    private double now;

    @Test
    void means_are_over_examples_not_over_batches() throws Exception {
        FakeEngine engine = new FakeEngine() {
            @Override
            public StepResult step(List<Batch> batches, double learningRate, long iteration, boolean inspected) {
                // 4 batches of 4 and one of 2
                return batches.get(0).size() == 4 ? new StepResult(1, 4) : new StepResult(10, 1);
            }
        };
        run(TestSpec.epochs(1), engine);
        EpochMetrics metrics = recorder.epochs.get(0);
        assertThat(metrics.trainLoss()).isEqualTo((16 * 1.0 + 2 * 10.0) / 18);
        assertThat(metrics.trainAccuracy()).isEqualTo(17 / 18.0);
    }

    @Test
    void every_step_gets_the_rate_of_its_iteration_and_the_epoch_reports_its_last() throws Exception {
        FakeEngine engine = new FakeEngine();
        TestSpec spec = TestSpec.epochs(3);
        run(spec, engine);
        LearningRates rates = LearningRates.of(spec.spec());
        assertThat(engine.rates)
                .containsExactlyElementsOf(IntStream.range(0, 15)
                        .mapToObj(i -> rates.at(1 + i / 5, 1 + i % 5, 5))
                        .toList());
        assertThat(recorder.epochs)
                .extracting(EpochMetrics::learningRate)
                .containsExactly(rates.at(1, 5, 5), rates.at(2, 5, 5), rates.at(3, 5, 5));
    }

    @Test
    void a_step_takes_as_many_batches_as_are_accumulated_and_the_last_one_those_that_are_left() throws Exception {
        List<Integer> sizes = new ArrayList<>();
        FakeEngine engine = new FakeEngine() {
            @Override
            public StepResult step(List<Batch> step, double learningRate, long iteration, boolean inspected) {
                sizes.add(step.size());
                return super.step(step, learningRate, iteration, inspected);
            }
        };
        TestSpec spec = TestSpec.epochs(2).accumulateBatches(2);
        run(spec, engine);
        assertThat(sizes).containsExactly(2, 2, 1, 2, 2, 1);
        assertThat(recorder.steps).isEqualTo(6);
        assertThat(recorder.checkpoints.get(1).state().iteration()).isEqualTo(6);
        LearningRates rates = LearningRates.of(spec.spec());
        assertThat(engine.rates)
                .as("schedules count steps")
                .containsExactlyElementsOf(IntStream.range(0, 6)
                        .mapToObj(i -> rates.at(1 + i / 3, 1 + i % 3, 3))
                        .toList());
    }

    @Test
    void a_plateau_lowers_the_rate_behind_the_warm_up_and_the_epoch_reports_what_it_used() throws Exception {
        ReduceOnPlateau schedule = new ReduceOnPlateau(Metric.VALIDATION_ACCURACY, 0.5, 0, 0, true, 0, 0, 0, 2);
        FakeEngine engine = new ScriptedEngine(0.5, 0.25, 0.25, 0.25, 0.75, 0.5, 0.5);
        run(TestSpec.epochs(7).schedule(schedule), engine);
        assertThat(recorder.epochs)
                .extracting(EpochMetrics::learningRate)
                .containsExactly(0.05, 0.1, 0.1, 0.1, 0.05, 0.05, 0.025);
    }

    @Test
    void the_last_epoch_is_tested_where_early_stopping_restores_no_best() throws Exception {
        EarlyStopping stopping = new EarlyStopping(Metric.VALIDATION_ACCURACY, 2, 0, false);
        Outcome.Finished finished =
                run(TestSpec.epochs(9).earlyStopping(stopping), new ScriptedEngine(0.25, 0.75, 0.5, 0.5));
        assertThat(finished.reason()).isEqualTo(StopReason.EARLY_STOPPING);
        assertThat(finished.evaluatedEpoch()).isEqualTo(4);
    }

    @Test
    void validates_after_every_epoch_and_tests_once() throws Exception {
        FakeEngine engine = new FakeEngine();
        Outcome.Finished finished = run(TestSpec.epochs(3), engine);
        assertThat(engine.evaluations).isEqualTo(3 * 2 + 3);
        assertThat(finished.reason()).isEqualTo(StopReason.MAX_EPOCHS);
        assertThat(finished.test().examples()).isEqualTo(9);
    }

    @Test
    void tests_the_best_epoch_and_the_first_of_equals() throws Exception {
        ScriptedEngine engine = new ScriptedEngine(0.5, 0.75, 0.25, 0.75, 0.5);
        Outcome.Finished finished = run(TestSpec.epochs(5), engine);
        assertThat(finished.evaluatedEpoch()).isEqualTo(2);
        assertThat(engine.weight).as("parameters of epoch 2").isEqualTo(10);
        assertThat(recorder.checkpoints)
                .extracting(SavedCheckpoint::best)
                .containsExactly(true, true, false, false, false);
        assertThat(recorder.checkpoints)
                .extracting(SavedCheckpoint::metricValue)
                .containsExactly(0.5, 0.75, 0.25, 0.75, 0.5);
    }

    @Test
    void tests_the_last_epoch_when_no_best_is_kept() throws Exception {
        Outcome.Finished finished = run(
                TestSpec.epochs(3).checkpoints(1, 0, Metric.VALIDATION_ACCURACY), new ScriptedEngine(0.75, 0.5, 0.25));
        assertThat(finished.evaluatedEpoch()).isEqualTo(3);
    }

    @Test
    void tests_the_last_epoch_without_validation_data() throws Exception {
        batches = FakeData.batches(0);
        Outcome.Finished finished = run(TestSpec.epochs(3), new ScriptedEngine(0.75, 0.5, 0.25));
        assertThat(finished.evaluatedEpoch()).isEqualTo(3);
        assertThat(recorder.epochs).extracting(EpochMetrics::validationLoss).containsOnlyNulls();
        assertThat(recorder.checkpoints)
                .extracting(SavedCheckpoint::metricValue)
                .containsOnlyNulls();
        assertThat(recorder.checkpoints).extracting(SavedCheckpoint::best).containsOnly(false);
    }

    @Test
    void the_best_survives_when_its_file_is_taken_away() throws Exception {
        TrainingObserver takingAway =
                (metrics, checkpoint) -> checkpoint.file().toFile().delete();
        ScriptedEngine engine = new ScriptedEngine(0.75, 0.5);
        Outcome outcome = loop(TestSpec.epochs(2), engine, takingAway).run(TrainingState.initial());
        assertThat(((Outcome.Finished) outcome).evaluatedEpoch()).isEqualTo(1);
    }

    @Test
    void writes_every_nth_the_improved_and_the_last_epoch() throws Exception {
        run(
                TestSpec.epochs(8).checkpoints(3, 1, Metric.VALIDATION_ACCURACY),
                new ScriptedEngine(0.25, 0, 0.25, 0, 0.5, 0, 0, 0));
        assertThat(recorder.checkpointEpochs()).containsExactly(1, 3, 5, 6, 8);
    }

    @Test
    void writes_no_improved_epochs_when_no_best_is_kept() throws Exception {
        run(
                TestSpec.epochs(8).checkpoints(3, 0, Metric.VALIDATION_ACCURACY),
                new ScriptedEngine(0.25, 0, 0.25, 0, 0.5, 0, 0, 0));
        assertThat(recorder.checkpointEpochs()).containsExactly(3, 6, 8);
    }

    @Test
    void stops_early_when_patience_epochs_brought_nothing() throws Exception {
        Outcome.Finished finished = run(
                TestSpec.epochs(9)
                        .checkpoints(9, 1, Metric.VALIDATION_ACCURACY)
                        .earlyStopping(Metric.VALIDATION_ACCURACY, 2, 0),
                new ScriptedEngine(0.25, 0.5, 0.5, 0.75, 0.5, 0.75, 1));
        assertThat(finished.reason()).isEqualTo(StopReason.EARLY_STOPPING);
        assertThat(recorder.epochs).hasSize(6);
        assertThat(recorder.checkpointEpochs()).as("the last one is written").containsExactly(1, 2, 4, 6);
        assertThat(finished.evaluatedEpoch()).isEqualTo(4);
    }

    @Test
    void early_stopping_wants_more_than_min_delta() throws Exception {
        Outcome.Finished finished = run(
                TestSpec.epochs(9).earlyStopping(Metric.VALIDATION_ACCURACY, 2, 0.25),
                new ScriptedEngine(0.25, 0.5, 0.5));
        assertThat(recorder.epochs).hasSize(3);
        assertThat(finished.evaluatedEpoch()).as("the best needs no margin").isEqualTo(2);
    }

    @Test
    void early_stopping_on_the_loss_wants_it_lower_by_more_than_min_delta() throws Exception {
        // A miss costs 100, so the loss falls by 25 for 0.25 more accuracy.
        run(
                TestSpec.epochs(9).earlyStopping(Metric.VALIDATION_LOSS, 2, 20),
                new ScriptedEngine(0.25, 0.5, 0.75, 0.75, 0.75, 1));
        assertThat(recorder.epochs).hasSize(5);
    }

    @Test
    void stops_when_the_target_is_reached() throws Exception {
        Outcome.Finished finished = run(TestSpec.epochs(9).targetAccuracy(0.5), new ScriptedEngine(0.25, 0.5, 1));
        assertThat(finished.reason()).isEqualTo(StopReason.TARGET_REACHED);
        assertThat(recorder.epochs).hasSize(2);
    }

    @Test
    void stops_after_the_epoch_in_which_the_time_is_up() throws Exception {
        TrainingObserver slow = (metrics, checkpoint) -> {
            now += 40;
            recorder.epochEnded(metrics, checkpoint);
        };
        Outcome outcome = loop(TestSpec.epochs(9).maxRuntimeSeconds(100), new FakeEngine(), slow)
                .run(TrainingState.initial());
        assertThat(((Outcome.Finished) outcome).reason()).isEqualTo(StopReason.MAX_RUNTIME);
        assertThat(recorder.epochs).as("0, 40, 80 and 120 seconds").hasSize(4);
    }

    @Test
    void time_goes_to_steps_waiting_and_the_rest() throws Exception {
        FakeEngine engine = new FakeEngine() {
            @Override
            public StepResult step(List<Batch> batches, double learningRate, long iteration, boolean inspected) {
                now += 2;
                return super.step(batches, learningRate, iteration, inspected);
            }
        };
        engine.onLogits = () -> now += 10;
        run(TestSpec.epochs(1), engine);
        EpochMetrics metrics = recorder.epochs.get(0);
        assertThat(metrics.seconds()).isCloseTo(5 * 2 + 2 * 10, within(1e-9));
        assertThat(metrics.imagesPerSecond()).isCloseTo(18 / 10.0, within(1e-9));
        assertThat(metrics.feedWaitSeconds()).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
    void a_loss_that_is_not_finite_ends_the_run_and_says_where(double loss) {
        FakeEngine engine = new FakeEngine() {
            @Override
            public StepResult step(List<Batch> batches, double learningRate, long iteration, boolean inspected) {
                return iteration == 7
                        ? new StepResult(loss, 0)
                        : super.step(batches, learningRate, iteration, inspected);
            }
        };
        assertThatThrownBy(() -> run(TestSpec.epochs(3), engine))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("became " + loss)
                .hasMessageContaining("epoch 2 at iteration 7")
                .hasMessageContaining("learning rate 0.1")
                .hasMessageContaining("Try");
    }

    @Test
    void outputs_that_are_not_finite_end_the_run() {
        FakeEngine engine = new FakeEngine() {
            @Override
            public float[] logits(Batch batch) {
                float[] logits = super.logits(batch);
                logits[1] = Float.NaN;
                return logits;
            }
        };
        assertThatThrownBy(() -> run(TestSpec.epochs(3), engine))
                .isInstanceOf(NumericalException.class)
                .hasMessageContaining("validation data")
                .hasMessageContaining("epoch 1");
    }

    private Outcome.Finished run(TestSpec spec, FakeEngine engine) throws Exception {
        return (Outcome.Finished) loop(spec, engine, recorder).run(TrainingState.initial());
    }

    private TrainingLoop loop(TestSpec spec, FakeEngine engine, TrainingObserver observer) {
        return new TrainingLoop(spec.spec(), engine, batches, new CheckpointFolder(folder), observer, stop, () -> now);
    }
}
