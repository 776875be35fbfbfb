package io.trainyard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.result.Calibration;
import io.trainyard.result.EpochMetrics;
import io.trainyard.result.EvaluationResult;
import io.trainyard.result.InitialValues;
import io.trainyard.result.IterationChunk;
import io.trainyard.result.Mistake;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ResultsTest extends WebServerTest {

    private static final String JOB = "/api/v1/jobs/job_001";

    @BeforeEach
    void a_job_with_two_epochs() throws Exception {
        submitted();
        jobs.metrics.put(
                "job_001",
                List.of(
                        new EpochMetrics(1, 2.25, 0.125, 2.0, 0.25, 0.05, 3.5, 120.5, 0.01),
                        new EpochMetrics(2, 1.5, 0.5, null, null, 0.025, 3.25, 121, 0)));
    }

    @Test
    void metrics_are_rows_with_the_names_that_scripts_rely_on() throws Exception {
        JsonNode list = json(get(JOB + "/metrics"));

        assertThat(list.at("/object").asString()).isEqualTo("list");
        assertThat(list.at("/data/0")).isEqualTo(json("""
                {"epoch": 1, "train_loss": 2.25, "train_accuracy": 0.125, "validation_loss": 2.0,
                 "validation_accuracy": 0.25, "learning_rate": 0.05, "seconds": 3.5, "images_per_second": 120.5,
                 "feed_wait_seconds": 0.01}"""));
        assertThat(list.at("/data/1/validation_loss").isNull()).isTrue();
        assertThat(list.at("/data/1").has("validation_loss")).isTrue();
    }

    @Test
    void steps_are_thinned_out_and_read_as_json_or_csv() throws Exception {
        for (int epoch = 1; epoch <= 2; epoch++) {
            float[] loss = new float[600];
            loss[42] = epoch;
            watch.iterations.add(new IterationChunk(epoch, 600L * (epoch - 1) + 1, loss, loss, loss, loss));
        }
        String path = JOB + "/metrics?per=iteration";

        HttpResponse<String> json = get(path + "&points=100");
        assertThat(json(json)
                        .at("/data")
                        .valueStream()
                        .map(row -> row.at("/iteration").asInt()))
                .contains(1, 43, 643, 1200)
                .isSorted()
                .hasSizeLessThanOrEqualTo(100);
        assertThat(json(json).at("/data/0")).isEqualTo(json("""
                {"epoch": 1, "iteration": 1, "train_loss": 0.0, "train_accuracy": 0.0, "learning_rate": 0.0,
                 "images_per_second": 0.0}"""));
        assertThat(get(path + "&points=2000&format=csv").body().lines())
                .hasSize(1201)
                .startsWith("epoch,iteration,train_loss,train_accuracy,learning_rate,images_per_second");
        assertThat(get(path + "&points=2000&after=1190&format=csv").body().lines())
                .hasSize(11)
                .contains("2,1191,0.0,0.0,0.0,0.0");
        assertThat(send(request(path + "&points=100")
                                .header(
                                        "If-None-Match",
                                        json.headers().firstValue("ETag").orElseThrow()))
                        .statusCode())
                .isEqualTo(304);
        assertThat(json(get(JOB + "/metrics?after=1")).at("/data")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"per=batch, per", "points=3, points", "after=-1, after", "per=iteration&format=xml, format"})
    void what_is_wrong_in_a_query_for_metrics_is_named(String query, String parameter) throws Exception {
        HttpResponse<String> response = get(JOB + "/metrics?" + query);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/errors/0/parameter").asString()).isEqualTo(parameter);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`text/csv`, ``, text/csv",
                "`application/json`, ``, application/json",
                "`*/*`, ``, application/json",
                "`text/csv;q=0.5, application/json`, ``, application/json",
                "`text/csv, application/json;q=0.5`, ``, text/csv",
                "`*/*`, `?format=csv`, text/csv",
                "`text/csv`, `?format=json`, application/json",
            })
    void metrics_come_in_the_form_that_is_asked_for(String accept, String query, String type) throws Exception {
        HttpResponse<String> response = send(request(JOB + "/metrics" + query).header("Accept", accept));

        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith(type);
    }

    @Test
    void metrics_as_csv_have_one_line_an_epoch() throws Exception {
        assertThat(get(JOB + "/metrics?format=csv").body()).isEqualTo("""
                        epoch,train_loss,train_accuracy,validation_loss,validation_accuracy,learning_rate,seconds,images_per_second,feed_wait_seconds
                        1,2.25,0.125,2.0,0.25,0.05,3.5,120.5,0.01
                        2,1.5,0.5,,,0.025,3.25,121.0,0.0
                        """.replace("\n", "\r\n"));
    }

    @Test
    void logs_are_text_and_have_a_tail() throws Exception {
        jobs.logs.put("job_001", List.of("one", "two \u2192 2", "three"));

        HttpResponse<String> all = get(JOB + "/logs");

        assertThat(all.body()).isEqualTo("one\ntwo \u2192 2\nthree\n");
        assertThat(all.headers().firstValue("Content-Type").orElseThrow())
                .isEqualToIgnoringCase("text/plain;charset=UTF-8");
        assertThat(get(JOB + "/logs?tail=2").body()).isEqualTo("two \u2192 2\nthree\n");
    }

    @Test
    void logs_of_a_job_that_said_nothing_are_empty() throws Exception {
        assertThat(get(JOB + "/logs").body()).isEmpty();
    }

    @Test
    void layers_say_how_their_parameters_started() throws Exception {
        assertThat(json(get(JOB + "/layers")).at("/data")).isEmpty();
        jobs.initialValues.put(
                "job_001",
                List.of(
                        new InitialValues(
                                "0", "conv2d", "bias", List.of(8L), Map.of("type", "zeros", "value", 0.0), 0, 0),
                        new InitialValues(
                                "0", "conv2d", "weight", List.of(8L, 3L, 3L, 3L), Map.of("type", "dirac"), 0.5, 0.25),
                        new InitialValues("1", "batch_norm2d", "weight", List.of(8L), Map.of("type", "ones"), 1, 0)));
        assertThat(json(get(JOB + "/layers")).at("/data")).isEqualTo(json("""
                [{"path": "0", "type": "conv2d", "parameters": [
                   {"name": "bias", "shape": [8], "init": {"type": "zeros", "value": 0.0}, "initial_mean": 0.0,
                    "initial_std": 0.0},
                   {"name": "weight", "shape": [8, 3, 3, 3], "init": {"type": "dirac"}, "initial_mean": 0.5,
                    "initial_std": 0.25}]},
                 {"path": "1", "type": "batch_norm2d", "parameters": [
                   {"name": "weight", "shape": [8], "init": {"type": "ones"}, "initial_mean": 1.0,
                    "initial_std": 0.0}]}]"""));
    }

    @Test
    void mistakes_are_listed_and_can_be_looked_at() throws Exception {
        byte[] pixels = new byte[3 * 2 * 2];
        pixels[3] = (byte) 200;
        jobs.evaluations.put(
                "job_001",
                new EvaluationResult(
                        1.25,
                        0.5,
                        null,
                        2,
                        new long[10][10],
                        new Calibration(0.125, List.of(new Calibration.Bin(0, 1, 2, 0.625, 0.5))),
                        List.of(new Mistake(17, 1, 5, 0.75, new Mistake.Picture(3, 2, 2, pixels)))));

        JsonNode evaluation = json(get(JOB + "/evaluation"));
        assertThat(evaluation.at("/calibration")).isEqualTo(json("""
                {"ece": 0.125, "bins": [{"from": 0.0, "to": 1.0, "count": 2, "confidence": 0.625, "accuracy": 0.5}]}"""));
        assertThat(evaluation.at("/mistakes")).isEqualTo(json("""
                [{"n": 0, "index": 17, "true": {"index": 1, "name": "square"}, "predicted": {"index": 5, "name": "ring"},
                  "confidence": 0.75, "image": "/api/v1/jobs/job_001/evaluation/mistakes/0.png"}]"""));
        HttpResponse<byte[]> picture =
                download(request(evaluation.at("/mistakes/0/image").asString() + "?scale=2"));
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.body()));
        assertThat(image.getWidth()).isEqualTo(4);
        assertThat(image.getRGB(3, 1)).isEqualTo(0xFFC80000);
        assertThat(image.getRGB(0, 3)).isEqualTo(0xFF000000);
        assertThat(get(JOB + "/evaluation/mistakes/1.png").statusCode()).isEqualTo(404);
        assertThat(get(JOB + "/evaluation/mistakes/0.png?scale=99").statusCode())
                .isEqualTo(400);
    }

    @Test
    void an_evaluation_has_scores_for_every_class() throws Exception {
        long[][] confusion = new long[10][10];
        confusion[0][0] = 6;
        confusion[0][1] = 2;
        confusion[1][0] = 3;
        confusion[1][1] = 1;
        jobs.evaluations.put(
                "job_001", new EvaluationResult(1.25, 7.0 / 12, new EvaluationResult.TopK(3, 0.75), 12, confusion));

        JsonNode evaluation = json(get(JOB + "/evaluation"));

        assertThat(evaluation.propertyNames())
                .containsExactly(
                        "object",
                        "job_id",
                        "split",
                        "evaluated_epoch",
                        "loss",
                        "accuracy",
                        "top_k",
                        "examples",
                        "class_names",
                        "classes",
                        "macro",
                        "confusion_matrix",
                        "calibration",
                        "mistakes");
        assertThat(evaluation.at("/calibration").isNull())
                .as("of version 0.1.0")
                .isTrue();
        assertThat(evaluation.at("/mistakes").isNull()).isTrue();
        assertThat(get(JOB + "/evaluation/mistakes/0.png").statusCode()).isEqualTo(404);
        assertThat(evaluation.at("/top_k")).isEqualTo(json("{\"k\":3,\"accuracy\":0.75}"));
        assertThat(evaluation.at("/class_names/0").asString()).isEqualTo("circle");
        JsonNode circle = evaluation.at("/classes/0");
        assertThat(circle.at("/name").asString()).isEqualTo("circle");
        assertThat(circle.at("/support").asInt()).isEqualTo(8);
        assertThat(circle.at("/precision").asDouble()).isEqualTo(6.0 / 9);
        assertThat(circle.at("/recall").asDouble()).isEqualTo(0.75);
        assertThat(circle.at("/f1").asDouble()).isEqualTo(12.0 / 17);
        assertThat(evaluation.at("/classes/2/f1").asDouble()).isZero();
        assertThat(evaluation.at("/macro/recall").asDouble()).isCloseTo((0.75 + 0.25) / 10, within(1e-12));
        assertThat(evaluation.at("/macro/precision").asDouble()).isCloseTo((6.0 / 9 + 1.0 / 3) / 10, within(1e-12));
        assertThat(evaluation.at("/confusion_matrix/0/1").asInt()).isEqualTo(2);
    }
}
