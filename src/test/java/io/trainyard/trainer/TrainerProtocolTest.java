package io.trainyard.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainyard.result.Calibration;
import io.trainyard.result.EpochMetrics;
import io.trainyard.result.EvaluationResult;
import io.trainyard.result.FailureCategory;
import io.trainyard.result.InitialValues;
import io.trainyard.result.Mistake;
import io.trainyard.result.RunWarning;
import io.trainyard.result.StopReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class TrainerProtocolTest {

    private static final TrainerMessage.Checkpoint CHECKPOINT =
            new TrainerMessage.Checkpoint("checkpoint-00003-0000000.zip", "ab12", 1024, 3, 0, 141, 0.75, true);
    private static final String CHECKPOINT_JSON = """
            {"file":"checkpoint-00003-0000000.zip","sha256":"ab12","bytes":1024,"epoch":3,"batch":0,"iteration":141,\
            "metric_value":0.75,"best":true}""";

    private static final InitialValues VALUES =
            new InitialValues("4.layers.0", "conv2d", "bias", List.of(64L), Map.of("bound", 0.125), 0.5, 0.25);

    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of(new TrainerMessage.Started(1234, 47, "cpu", "cd34", Map.of("java", "17"), null), """
                        {"type":"started","total_parameters":1234,"iterations_per_epoch":47,"device":"cpu",\
                        "dataset_sha256":"cd34","versions":{"java":"17"},"initial_values":null}"""),
                Arguments.of(new TrainerMessage.Started(1, 2, "cpu", "cd34", Map.of(), List.of(VALUES)), """
                        {"type":"started","total_parameters":1,"iterations_per_epoch":2,"device":"cpu",\
                        "dataset_sha256":"cd34","versions":{},"initial_values":[{"path":"4.layers.0","layer":"conv2d",\
                        "name":"bias","shape":[64],"scheme":{"bound":0.125},"mean":0.5,"std":0.25}]}"""),
                Arguments.of(
                        new TrainerMessage.Warning(
                                new RunWarning("dead_relu", "2", "Half are dead.", 1, 20, Map.of("share", 0.5))),
                        """
                        {"type":"warning","warning":{"code":"dead_relu","path":"2","message":"Half are dead.","epoch":1,\
                        "iteration":20,"evidence":{"share":0.5}}}"""),
                Arguments.of(new TrainerMessage.Progress(2, 10, 512.5), """
                        {"type":"progress","epoch":2,"iteration":10,"images_per_second":512.5}"""),
                Arguments.of(
                        new TrainerMessage.Epoch(
                                new EpochMetrics(3, 1.5, 0.5, 1.25, 0.625, 0.05, 12.5, 640.0, 0.25), CHECKPOINT),
                        """
                        {"type":"epoch","metrics":{"epoch":3,"train_loss":1.5,"train_accuracy":0.5,\
                        "validation_loss":1.25,"validation_accuracy":0.625,"learning_rate":0.05,"seconds":12.5,\
                        "images_per_second":640.0,"feed_wait_seconds":0.25},"checkpoint":%s}""".formatted(CHECKPOINT_JSON)),
                Arguments.of(
                        new TrainerMessage.Epoch(new EpochMetrics(1, 2, 0.1, null, null, 0.1, 1, 2, 3), null), """
                        {"type":"epoch","metrics":{"epoch":1,"train_loss":2.0,"train_accuracy":0.1,\
                        "validation_loss":null,"validation_accuracy":null,"learning_rate":0.1,"seconds":1.0,\
                        "images_per_second":2.0,"feed_wait_seconds":3.0},"checkpoint":null}"""),
                Arguments.of(new TrainerMessage.Log(TrainerMessage.Level.WARN, "two\nlines"), """
                        {"type":"log","level":"warn","text":"two\\nlines"}"""),
                Arguments.of(new TrainerMessage.Stopped(CHECKPOINT), """
                        {"type":"stopped","checkpoint":%s}""".formatted(CHECKPOINT_JSON)),
                Arguments.of(new TrainerMessage.Stopped(null), """
                        {"type":"stopped","checkpoint":null}"""),
                Arguments.of(new TrainerMessage.Failed(FailureCategory.OUT_OF_MEMORY, "out_of_memory", "Less."), """
                        {"type":"failed","category":"out_of_memory","code":"out_of_memory","message":"Less."}"""));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void every_message_is_one_line_of_snake_case_json_and_comes_back_equal(TrainerMessage message, String json) {
        String line = TrainerProtocol.write(message);
        assertThat(line).isEqualTo("@trainyard " + json).doesNotContain("\n");
        assertThat(TrainerProtocol.parse(line)).contains(message);
    }

    @Test
    void the_result_comes_back_with_its_confusion_matrix() {
        long[][] confusion = {{5, 1}, {2, 4}};
        TrainerMessage message = new TrainerMessage.Finished(
                StopReason.EARLY_STOPPING,
                new EvaluationResult(
                        0.5,
                        0.75,
                        null,
                        12,
                        confusion,
                        new Calibration(0.25, List.of(new Calibration.Bin(0, 1, 12, 0.5, 0.75))),
                        List.of(new Mistake(7, 1, 0, 0.9, new Mistake.Picture(1, 1, 2, new byte[] {0, -1})))),
                4);
        String line = TrainerProtocol.write(message);
        assertThat(line).isEqualTo("""
                        @trainyard {"type":"finished","reason":"early_stopping","test":{"loss":0.5,"accuracy":0.75,\
                        "top_k":null,"examples":12,"confusion":[[5,1],[2,4]],\
                        "calibration":{"ece":0.25,"bins":[{"from":0.0,"to":1.0,"count":12,"confidence":0.5,"accuracy":0.75}]},\
                        "mistakes":[{"index":7,"label":1,"predicted":0,"confidence":0.9,\
                        "picture":{"channels":1,"height":1,"width":2,"pixels":"AP8="}}]},"evaluated_epoch":4}""");
        TrainerMessage.Finished back =
                (TrainerMessage.Finished) TrainerProtocol.parse(line).orElseThrow();
        assertThat(back).usingRecursiveComparison().isEqualTo(message);
    }

    @Test
    void what_native_code_prints_is_no_message() {
        assertThat(TrainerProtocol.parse("oneDNN,info,{\"type\":\"stopped\"}")).isEmpty();
        assertThat(TrainerProtocol.parse("")).isEmpty();
    }

    @Test
    void what_native_code_left_at_the_line_s_start_does_not_count() {
        TrainerMessage message = new TrainerMessage.Progress(1, 1, 2);
        assertThat(TrainerProtocol.parse("half a line" + TrainerProtocol.write(message)))
                .contains(message);
    }

    @Test
    void a_damaged_message_is_not_passed_over() {
        String line = TrainerProtocol.write(new TrainerMessage.Progress(1, 1, 2));
        assertThatThrownBy(() -> TrainerProtocol.parse(line.substring(0, line.length() - 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void a_task_comes_back_equal(@TempDir Path folder) throws Exception {
        TrainerTask task = new TrainerTask(
                "job_1",
                JsonMapper.shared().readTree("{\"seed\":42}"),
                "resume.zip",
                null,
                new TrainerTask.Fork(true, false),
                null,
                "/cache",
                12.5);
        TrainerProtocol.writeTask(folder, task);
        assertThat(Files.readString(folder.resolve("task.json")))
                .contains("\"job_id\":\"job_1\"", "\"resume_from\":\"resume.zip\"", "\"elapsed_seconds\":12.5");
        assertThat(TrainerProtocol.readTask(folder)).isEqualTo(task);
    }
}
