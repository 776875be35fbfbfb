package io.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.result.EpochMetrics;
import io.trainyard.training.SavedCheckpoint;
import io.trainyard.training.TrainingState;
import io.trainyard.training.diagnosis.LossCurve;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunReporterTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private double now = 100;
    private final RunReporter reporter = new RunReporter(new TrainerOutput(bytes), () -> now);

    @Test
    void says_the_first_step_and_then_one_a_second() {
        for (int batch = 1; batch <= 9; batch++) {
            now += 0.4;
            reporter.stepped(1, batch, 10);
        }
        assertThat(said())
                .extracting(message -> ((TrainerMessage.Progress) message).iteration())
                .containsExactly(1, 4, 7);
        TrainerMessage.Progress second = (TrainerMessage.Progress) said().get(1);
        assertThat(Math.round(second.imagesPerSecond())).isEqualTo(25);
    }

    @Test
    void what_lies_between_epochs_does_not_slow_the_steps_down() {
        reporter.stepped(1, 1, 10);
        now += 30;
        for (int batch = 1; batch <= 3; batch++) {
            now += 1;
            reporter.stepped(2, batch, 10);
        }
        assertThat(said().subList(1, 3))
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

    private List<TrainerMessage> said() {
        return bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .map(TrainerProtocol::parse)
                .flatMap(Optional::stream)
                .toList();
    }
}
