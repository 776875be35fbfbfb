package io.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.result.EpochMetrics;
import io.trainyard.result.FailureCategory;
import io.trainyard.result.StopReason;
import io.trainyard.trainer.TrainerMessage.Checkpoint;
import io.trainyard.trainer.TrainerMessage.Epoch;
import io.trainyard.trainer.TrainerMessage.Failed;
import io.trainyard.trainer.TrainerMessage.Finished;
import io.trainyard.trainer.TrainerMessage.Progress;
import io.trainyard.trainer.TrainerMessage.Started;
import io.trainyard.trainer.TrainerMessage.Stopped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** The real process, with the real engine, on a data set that needs no files. */
class TrainerProcessIT {

    private static final String SPEC = """
            {"dataset": {"name": "shapes", "validation_fraction": 0.1, "train_limit": 600, "test_limit": 100},
             "augmentation": [{"type": "random_horizontal_flip"}, {"type": "random_rotation", "degrees": 10},
                {"type": "color_jitter", "brightness": 0.2, "hue": 0.1}, {"type": "cutout", "size": 6},
                {"type": "mixup", "alpha": 0.2}, {"type": "cutmix"}],
             "loss": {"type": "cross_entropy", "label_smoothing": 0.1, "class_weights": [2, 1, 1, 1, 1, 1, 1, 1, 1, 0.5]},
             "model": {"layers": [
                {"type": "conv2d", "out_channels": 8, "kernel_size": 3, "padding": 1, "bias": false},
                {"type": "batch_norm2d"}, {"type": "relu"}, {"type": "max_pool2d", "kernel_size": 4},
                {"type": "flatten"}, {"type": "dropout", "p": 0.2}, {"type": "linear", "out_features": 10}]},
             "optimizer": {"type": "sgd", "learning_rate": 0.05, "momentum": 0.9},
             "training": {"epochs": %d, "batch_size": 20}}""";

    @TempDir
    Path temporary;

    @Test
    void trains_to_the_end() throws Exception {
        Path folder = folder("run", SPEC.formatted(2), null, null);
        try (TrainerProcess trainer = new TrainerProcess(folder)) {
            List<TrainerMessage> messages = trainer.toTheEnd();

            assertThat(trainer.exitCode(20)).isEqualTo(TrainerExit.DONE);
            Started started = only(messages, Started.class).get(0);
            assertThat(started.iterationsPerEpoch()).isEqualTo(27);
            assertThat(started.totalParameters()).isEqualTo(8 * 27 + 16 + 8 * 64 * 10 + 10);
            assertThat(started.versions())
                    .containsKeys("java", "os", "trainyard", "backend", "deeplearning4j-nn", "nd4j-api");
            assertThat(only(messages, Progress.class)).isNotEmpty();
            assertThat(only(messages, Epoch.class))
                    .extracting(epoch -> epoch.metrics().epoch())
                    .containsExactly(1, 2);
            Finished finished = (Finished) messages.get(messages.size() - 1);
            assertThat(finished.reason()).isEqualTo(StopReason.MAX_EPOCHS);
            assertThat(finished.test().examples()).isEqualTo(100);
            Checkpoint checkpoint = only(messages, Epoch.class).get(1).checkpoint();
            byte[] content = Files.readAllBytes(folder.resolve(checkpoint.file()));
            assertThat(checkpoint.bytes()).isEqualTo(content.length);
            assertThat(checkpoint.sha256())
                    .isEqualTo(HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        }
    }

    @Test
    void goes_on_after_a_stop_and_ends_with_the_same_bits() throws Exception {
        Ending undisturbed = finish(folder("undisturbed", SPEC.formatted(3), null, null));

        Path first = folder("first", SPEC.formatted(3), null, null);
        Stopped stopped;
        List<Epoch> before;
        try (TrainerProcess trainer = new TrainerProcess(first)) {
            trainer.await(Epoch.class);
            trainer.send("STOP");
            List<TrainerMessage> messages = trainer.toTheEnd();
            stopped = (Stopped) messages.get(messages.size() - 1);
            before = only(messages, Epoch.class);
            assertThat(trainer.exitCode(20)).isEqualTo(TrainerExit.DONE);
        }
        Path best = bestOf(first, before);
        // a stop between two epochs finds everything saved
        Checkpoint last = stopped.checkpoint() != null
                ? stopped.checkpoint()
                : before.get(before.size() - 1).checkpoint();
        Ending resumed = finish(folder("second", SPEC.formatted(3), first.resolve(last.file()), best));

        assertThat(Stream.concat(before.stream().map(TrainerProcessIT::timeless), resumed.metrics.stream()))
                .containsExactlyElementsOf(undisturbed.metrics);
        assertThat(resumed.lastSha256).isEqualTo(undisturbed.lastSha256);
        assertThat(resumed.finished).usingRecursiveComparison().isEqualTo(undisturbed.finished);
    }

    @Test
    void writes_its_checkpoint_when_it_is_terminated() throws Exception {
        Path folder = folder("run", SPEC.formatted(1000), null, null);
        try (TrainerProcess trainer = new TrainerProcess(folder)) {
            trainer.await(Progress.class);
            trainer.terminate();
            Stopped stopped = trainer.await(Stopped.class);
            assertThat(folder.resolve(stopped.checkpoint().file())).isRegularFile();
            assertThat(trainer.exitCode(20)).as("128 + SIGTERM").isEqualTo(143);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Started.class, Progress.class})
    void does_not_outlive_its_parent(Class<? extends TrainerMessage> moment) throws Exception {
        Path folder = folder("run", SPEC.formatted(1000), null, null);
        try (TrainerProcess trainer = new TrainerProcess(folder)) {
            trainer.await(moment);
            trainer.closeInput();
            assertThat(trainer.exitCode(2)).isEqualTo(TrainerExit.ORPHANED);
        }
    }

    @Test
    void says_what_is_wrong_with_a_spec() throws Exception {
        Path folder = folder("run", SPEC.formatted(0), null, null);
        try (TrainerProcess trainer = new TrainerProcess(folder)) {
            Failed failed = trainer.await(Failed.class);
            assertThat(failed.category()).isEqualTo(FailureCategory.USER);
            assertThat(failed.message()).contains("/training/epochs");
            assertThat(trainer.exitCode(20)).isEqualTo(TrainerExit.FAILED);
        }
    }

    @Test
    void says_where_the_numbers_left_the_finite() throws Exception {
        String spec = SPEC.formatted(5).replace("0.05", "1000").replace("{\"type\": \"batch_norm2d\"}, ", "");
        Path folder = folder("run", spec, null, null);
        try (TrainerProcess trainer = new TrainerProcess(folder)) {
            Failed failed = trainer.await(Failed.class);
            assertThat(failed.category()).isEqualTo(FailureCategory.NUMERICAL);
            assertThat(failed.message()).contains("epoch", "iteration");
        }
    }

    @Test
    void does_not_quietly_train_on_the_cpu_when_it_was_given_a_gpu() throws Exception {
        Path folder = folder("run", SPEC.formatted(1), null, null);
        Map<String, String> gpu = Map.of("TRAINYARD_BACKEND", "cuda", "CUDA_VISIBLE_DEVICES", "");
        try (TrainerProcess trainer = new TrainerProcess(folder, gpu)) {
            Failed failed = trainer.await(Failed.class);
            assertThat(failed.category()).isEqualTo(FailureCategory.INFRASTRUCTURE);
            assertThat(failed.message()).contains("started for cuda", "came up with CPU");
        }
    }

    private Path folder(String name, String spec, @Nullable Path resumeFrom, @Nullable Path best) throws IOException {
        Path folder = Files.createDirectory(temporary.resolve(name));
        TrainerTask task = new TrainerTask(
                "job_test",
                JsonMapper.shared().readTree(spec),
                resumeFrom == null ? null : resumeFrom.toString(),
                best == null ? null : best.toString(),
                null,
                null,
                temporary.resolve("cache").toString(),
                0);
        TrainerProtocol.writeTask(folder, task);
        return folder;
    }

    private static Ending finish(Path folder) throws Exception {
        try (TrainerProcess trainer = new TrainerProcess(folder)) {
            List<TrainerMessage> messages = trainer.toTheEnd();
            List<Epoch> epochs = only(messages, Epoch.class);
            return new Ending(
                    epochs.stream().map(TrainerProcessIT::timeless).toList(),
                    epochs.get(epochs.size() - 1).checkpoint().sha256(),
                    (Finished) messages.get(messages.size() - 1));
        }
    }

    private static Path bestOf(Path folder, List<Epoch> epochs) {
        return epochs.stream()
                .map(Epoch::checkpoint)
                .filter(Checkpoint::best)
                .reduce((first, second) -> second)
                .map(checkpoint -> folder.resolve(checkpoint.file()))
                .orElseThrow();
    }

    private static EpochMetrics timeless(Epoch epoch) {
        EpochMetrics m = epoch.metrics();
        return new EpochMetrics(
                m.epoch(),
                m.trainLoss(),
                m.trainAccuracy(),
                m.validationLoss(),
                m.validationAccuracy(),
                m.learningRate(),
                0,
                0,
                0);
    }

    private static <T> List<T> only(List<TrainerMessage> messages, Class<T> type) {
        return messages.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private record Ending(List<EpochMetrics> metrics, String lastSha256, Finished finished) {}
}
