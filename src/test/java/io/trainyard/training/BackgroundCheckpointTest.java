package io.trainyard.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainyard.dataset.Batch;
import io.trainyard.result.EpochMetrics;
import io.trainyard.spec.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training goes on while a checkpoint is written, and yet everything is told in order. */
class BackgroundCheckpointTest {

    private static final int STEPS_PER_EPOCH = 5;

    @TempDir
    Path folder;

    private final StopSignal stop = new StopSignal();
    private String stopAt = "never";
    private final List<String> story = new ArrayList<>();
    private final TrainingObserver observer = new TrainingObserver() {
        @Override
        public void stepped(Step step) {
            story.add("step %d.%d".formatted(step.epoch(), step.iteration()));
            if (story.contains(stopAt)) {
                stop.raise();
            }
        }

        @Override
        public void epochEnded(EpochMetrics metrics, @Nullable SavedCheckpoint checkpoint) {
            story.add("epoch %d".formatted(metrics.epoch()));
            if (checkpoint != null) {
                assertThat(checkpoint.state().epoch()).isEqualTo(metrics.epoch());
                assertThat(checkpoint.file()).isRegularFile();
            }
        }
    };

    /** Writes its first checkpoint only when a given step has been done. */
    private static class SlowWriter extends FakeEngine {

        private final CountDownLatch stepDone = new CountDownLatch(1);
        private final long stepToWaitFor;

        SlowWriter(long stepToWaitFor) {
            this.stepToWaitFor = stepToWaitFor;
        }

        @Override
        public StepResult step(List<Batch> batches, double learningRate, long iteration, boolean inspected) {
            StepResult result = super.step(batches, learningRate, iteration, inspected);
            if (iteration == stepToWaitFor) {
                stepDone.countDown();
            }
            return result;
        }

        @Override
        public Snapshot snapshot(TrainingState state) {
            Snapshot whole = super.snapshot(state);
            return file -> {
                awaitStep();
                whole.write(file);
            };
        }

        private void awaitStep() throws IOException {
            try {
                stepDone.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    @Test
    void trains_on_while_a_checkpoint_is_written_and_tells_the_epochs_in_order() throws Exception {
        run(TestSpec.epochs(3), new SlowWriter(STEPS_PER_EPOCH + 3));
        assertThat(story).filteredOn(line -> line.startsWith("epoch")).containsExactly("epoch 1", "epoch 2", "epoch 3");
        assertThat(story.indexOf("epoch 1"))
                .as("told behind the step that the writer waited for")
                .isGreaterThan(story.indexOf("step 2.2"))
                .isLessThan(story.indexOf("step 3.1"));
    }

    @Test
    void an_epoch_without_a_checkpoint_waits_for_the_one_before() throws Exception {
        run(TestSpec.epochs(3).checkpoints(3, 1, Metric.VALIDATION_ACCURACY), new SlowWriter(2 * STEPS_PER_EPOCH));
        assertThat(story).filteredOn(line -> line.startsWith("epoch")).containsExactly("epoch 1", "epoch 2", "epoch 3");
    }

    @Test
    void a_checkpoint_has_the_bits_of_its_epoch_whatever_was_trained_meanwhile() throws Exception {
        run(TestSpec.epochs(3), new FakeEngine());
        Path checkpoint = folder.resolve("checkpoint-00001-0000000.zip");
        byte[] expected = Files.readAllBytes(checkpoint);
        run(TestSpec.epochs(3), new SlowWriter(2 * STEPS_PER_EPOCH));
        assertThat(checkpoint).hasBinaryContent(expected);
    }

    @Test
    void a_checkpoint_that_cannot_be_written_fails_the_run() {
        assertThatThrownBy(() -> run(TestSpec.epochs(3), failingWriter()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("A checkpoint could not be written")
                .hasMessageContaining("No space left on device");
        assertThat(story).as("an epoch that was not kept is not told").doesNotContain("epoch 1");
    }

    @Test
    void so_it_does_when_the_run_is_stopped_meanwhile() {
        stopAt = "step 2.1";
        assertThatThrownBy(() -> run(TestSpec.epochs(3), failingWriter()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("No space left on device");
    }

    @Test
    void a_stop_waits_for_what_is_being_written_and_then_writes_where_it_stands() throws Exception {
        stopAt = "step 2.2";
        Outcome.Stopped stopped = (Outcome.Stopped) run(TestSpec.epochs(3), new SlowWriter(STEPS_PER_EPOCH + 2));
        assertThat(story).endsWith("step 2.2", "epoch 1");
        assertThat(stopped.checkpoint().state().iteration()).isEqualTo(STEPS_PER_EPOCH + 2);
        assertThat(stopped.checkpoint().file()).isRegularFile();
    }

    @Test
    void a_run_that_diverges_still_tells_what_was_being_written() {
        SlowWriter engine = new SlowWriter(STEPS_PER_EPOCH + 1) {
            @Override
            public StepResult step(List<Batch> batches, double learningRate, long iteration, boolean inspected) {
                StepResult result = super.step(batches, learningRate, iteration, inspected);
                return iteration > STEPS_PER_EPOCH ? new StepResult(Double.NaN, 0) : result;
            }
        };
        assertThatThrownBy(() -> run(TestSpec.epochs(3), engine)).isInstanceOf(NumericalException.class);
        assertThat(story).endsWith("step 1.5", "epoch 1");
    }

    @Test
    void a_checkpoint_is_described_by_its_content() throws Exception {
        Path file = Files.writeString(folder.resolve("checkpoint.zip"), "abc");
        SavedCheckpoint checkpoint = SavedCheckpoint.of(file, TrainingState.initial(), null, false);
        assertThat(checkpoint.bytes()).isEqualTo(3);
        assertThat(checkpoint.sha256())
                .as("the digest of \"abc\" in FIPS 180-2, appendix B.1")
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    private FakeEngine failingWriter() {
        return new FakeEngine() {
            @Override
            public Snapshot snapshot(TrainingState state) {
                return file -> {
                    throw new IOException("No space left on device");
                };
            }
        };
    }

    private Outcome run(TestSpec spec, FakeEngine engine) throws Exception {
        return loop(spec, engine, observer).run(TrainingState.initial());
    }

    private TrainingLoop loop(TestSpec spec, FakeEngine engine, TrainingObserver observer) {
        return new TrainingLoop(
                spec.spec(), engine, FakeData.batches(8), new CheckpointFolder(folder), observer, stop, () -> 0);
    }
}
