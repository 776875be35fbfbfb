package io.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.result.EpochMetrics;
import io.trainyard.result.IterationMetrics;
import io.trainyard.training.SavedCheckpoint;
import io.trainyard.training.Step;
import io.trainyard.training.TrainingState;
import io.trainyard.training.diagnosis.LossCurve;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RunReporterTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private double now = 100;
    private final RunReporter reporter = new RunReporter(new TrainerOutput(bytes), () -> now);

    @Test
    void says_the_first_step_and_then_one_a_second() {
        for (int batch = 1; batch <= 9; batch++) {
            now += 0.4;
            reporter.stepped(step(1, batch));
        }
        assertThat(progress()).extracting(TrainerMessage.Progress::iteration).containsExactly(1, 4, 7);
        TrainerMessage.Progress second = progress().get(1);
        assertThat(Math.round(second.imagesPerSecond())).isEqualTo(25);
    }

    @Test
    void what_lies_between_epochs_does_not_slow_the_steps_down() {
        reporter.stepped(step(1, 1));
        now += 30;
        for (int batch = 1; batch <= 3; batch++) {
            now += 1;
            reporter.stepped(step(2, batch));
        }
        assertThat(progress().subList(1, 3))
                .containsExactly(new TrainerMessage.Progress(2, 2, 10), new TrainerMessage.Progress(2, 3, 10));
    }

    @Test
    void says_an_epoch_with_its_checkpoint() {
        EpochMetrics metrics = new EpochMetrics(2, 1, 0.5, 1.0, 0.5, 0.1, 1, 1, 0);
        TrainingState state = new TrainingState(2, 0, 10, 0, 0, 0, null, null, null, null, LossCurve.empty());

        reporter.epochEnded(
                metrics, new SavedCheckpoint(Path.of("job", "checkpoint.zip"), 3, "ab12", state, 0.5, true));

        assertThat(said())
                .containsExactly(new TrainerMessage.Epoch(
                        metrics, new TrainerMessage.Checkpoint("checkpoint.zip", "ab12", 3, 2, 0, 10, 0.5, true)));
    }

    @Test
    void every_step_is_said_once_before_its_epoch() {
        for (int epoch = 1; epoch <= 2; epoch++) {
            for (int batch = 1; batch <= 9; batch++) {
                now += 0.25;
                reporter.stepped(step(epoch, batch));
            }
        }
        reporter.epochEnded(new EpochMetrics(2, 1, 0.5, 1.0, 0.5, 0.1, 1, 1, 0), null);

        List<IterationMetrics> steps = new ArrayList<>();
        said().stream()
                .filter(TrainerMessage.Iterations.class::isInstance)
                .map(message -> ((TrainerMessage.Iterations) message).steps())
                .forEach(chunk -> chunk.forEach(steps::add));
        assertThat(steps)
                .extracting(IterationMetrics::iteration)
                .isEqualTo(LongStream.rangeClosed(1, 18).boxed().toList());
        assertThat(steps.get(10)).isEqualTo(new IterationMetrics(2, 11, 0.5f, 0.7f, 0.1f, 40));
        assertThat(said().get(said().size() - 1)).isInstanceOf(TrainerMessage.Epoch.class);
    }

    private static Step step(int epoch, int iteration) {
        return new Step(epoch, iteration, (epoch - 1) * 9L + iteration, 10, 0.5, 7, 0.1, 0.25);
    }

    private List<TrainerMessage.Progress> progress() {
        return said().stream()
                .filter(TrainerMessage.Progress.class::isInstance)
                .map(TrainerMessage.Progress.class::cast)
                .toList();
    }

    private List<TrainerMessage> said() {
        return bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .map(TrainerProtocol::parse)
                .flatMap(Optional::stream)
                .toList();
    }
}
