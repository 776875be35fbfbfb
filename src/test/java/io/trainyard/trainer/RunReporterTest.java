package io.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.result.EpochMetrics;
import io.trainyard.training.SavedCheckpoint;
import io.trainyard.training.TrainingState;
import io.trainyard.training.diagnosis.LossCurve;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void describes_an_epochs_checkpoint_by_its_content(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("checkpoint.zip"), "abc");
        EpochMetrics metrics = new EpochMetrics(2, 1, 0.5, 1.0, 0.5, 0.1, 1, 1, 0);
        TrainingState state = new TrainingState(2, 0, 10, 0, 0, 0, null, null, null, null, LossCurve.empty());

        reporter.epochEnded(metrics, new SavedCheckpoint(file, state, 0.5, true));

        // The digest of "abc" in FIPS 180-2, appendix B.1.
        String sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assertThat(said())
                .containsExactly(new TrainerMessage.Epoch(
                        metrics, new TrainerMessage.Checkpoint("checkpoint.zip", sha256, 3, 2, 0, 10, 0.5, true)));
    }

    private List<TrainerMessage> said() {
        return bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .map(TrainerProtocol::parse)
                .flatMap(Optional::stream)
                .toList();
    }
}
