package io.trainyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.job.Checkpoint;
import io.trainyard.prediction.image.PngWriter;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class PredictionTest extends WebServerTest {

    private static final String PREDICT = "/api/v1/jobs/job_001/predict";
    private static final String BOUNDARY = "----trainyard";
    private static final Map<String, Color> COLORS = Map.of("red", Color.RED, "green", Color.GREEN, "blue", Color.BLUE);

    @BeforeEach
    void a_model_that_knows_colours() throws Exception {
        submitted();
        store("ckpt_colours", TinyCheckpoint.bytes());
    }

    private void store(String id, byte[] content) {
        jobs.contents.put(id, content);
        jobs.checkpoints.add(new Checkpoint(
                id, "job_001", 1, 0, 9, 0.25, true, true, content.length, "00", Instant.parse("2026-11-23T06:00:00Z")));
    }

    private static byte[] image(String color, String format, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(COLORS.get(color));
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, file)).isTrue();
        return file.toByteArray();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = PredictionTest.class.getResourceAsStream("/images/" + name)) {
            return in.readAllBytes();
        }
    }

    private HttpResponse<String> predict(String path, String type, byte[] body) throws Exception {
        return send(request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
    }

    private JsonNode predicted(String type, byte[] body) throws Exception {
        HttpResponse<String> response = predict(PREDICT, type, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    @ParameterizedTest
    @CsvSource({"red, png, 0, circle", "green, jpeg, 1, square", "blue, png, 2, triangle"})
    void a_model_says_what_it_takes_an_image_for(String color, String format, int index, String name) throws Exception {
        JsonNode answer = predicted("image/" + format, image(color, format, 100, 60));

        assertThat(answer.at("/object").asString()).isEqualTo("prediction");
        assertThat(answer.at("/job_id").asString()).isEqualTo("job_001");
        assertThat(answer.at("/checkpoint_id").asString()).isEqualTo("ckpt_colours");
        assertThat(answer.at("/predictions")).hasSize(5);
        assertThat(answer.at("/predictions/0/index").asInt()).isEqualTo(index);
        assertThat(answer.at("/predictions/0/name").asString()).isEqualTo(name);
        assertThat(answer.at("/predictions/0/probability").asDouble()).isBetween(0.9, 1.0);
        assertThat(answer.at("/image").toString()).isEqualTo("{\"width\":100,\"height\":60,\"resized_to\":[32,32]}");
    }

    @Test
    void a_webp_is_read_too() throws Exception {
        JsonNode answer = predicted("image/webp", resource("lossy.webp"));
        assertThat(answer.at("/image/width").asInt()).isEqualTo(97);
    }

    @Test
    void a_form_is_taken_as_well() throws Exception {
        JsonNode answer =
                predicted("multipart/form-data; boundary=" + BOUNDARY, form("image", image("blue", "png", 9, 9)));
        assertThat(answer.at("/predictions/0/name").asString()).isEqualTo("triangle");
    }

    /** The part of a form once more before the whole of it. */
    private static byte[] twice(byte[] form) {
        int part = form.length - "--%s--\r\n".formatted(BOUNDARY).length();
        byte[] both = Arrays.copyOf(form, part + form.length);
        System.arraycopy(form, 0, both, part, form.length);
        return both;
    }

    private static byte[] form(String field, byte[] file) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"a.png\"\r\n\r\n"
                .formatted(BOUNDARY, field)
                .getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(file);
        body.writeBytes("\r\n--%s--\r\n".formatted(BOUNDARY).getBytes(StandardCharsets.US_ASCII));
        return body.toByteArray();
    }

    @Test
    void a_bundle_of_bytes_is_recognized_whatever_it_is_called() throws Exception {
        assertThat(predicted("image/png", image("red", "jpeg", 9, 9))
                        .at("/predictions/0/index")
                        .asInt())
                .isZero();
        assertThat(predicted("application/octet-stream", image("red", "png", 9, 9))
                        .at("/predictions/0/index")
                        .asInt())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 3", "10, 10", "1000, 10"})
    void so_many_of_the_likeliest_classes_come(int asked, int given) throws Exception {
        HttpResponse<String> response = predict(PREDICT + "?top_k=" + asked, "image/png", image("red", "png", 8, 8));
        assertThat(json(response).at("/predictions")).hasSize(given);
    }

    @Test
    void the_probabilities_of_all_classes_add_up() throws Exception {
        HttpResponse<String> response = predict(PREDICT + "?top_k=10", "image/png", image("red", "png", 8, 8));
        double sum = json(response)
                .at("/predictions")
                .valueStream()
                .mapToDouble(prediction -> prediction.at("/probability").asDouble())
                .sum();
        assertThat(sum).isBetween(0.99999, 1.00001);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?top_k=0", "?top_k=x", "?checkpoint=newest", "?topk=3"})
    void wrong_parameters_are_refused(String query) throws Exception {
        requireProblem(400, "invalid_parameter", predict(PREDICT + query, "image/png", image("red", "png", 8, 8)));
    }

    @Test
    void there_must_be_a_model() throws Exception {
        jobs.checkpoints.clear();
        requireProblem(409, "model_not_ready", predict(PREDICT, "image/png", image("red", "png", 8, 8)));
        store("ckpt_old", TinyCheckpoint.ofAnOldVersion());
        requireProblem(409, "checkpoint_too_old", predict(PREDICT, "image/png", image("red", "png", 8, 8)));
        requireProblem(404, "job_not_found", predict("/api/v1/jobs/job_9/predict", "image/png", new byte[1]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json", "application/x-www-form-urlencoded", "image/gif"})
    void other_types_are_refused_with_those_that_are_taken(String type) throws Exception {
        HttpResponse<String> response = predict(PREDICT, type, image("red", "png", 8, 8));
        requireProblem(415, "unsupported_media_type", response);
        assertThat(json(response).at("/detail").asString()).contains("image/webp");
    }

    @Test
    void what_is_no_image_is_refused() throws Exception {
        requireProblem(
                415, "unsupported_image", predict(PREDICT, "image/png", "hello".getBytes(StandardCharsets.UTF_8)));
        requireProblem(415, "unsupported_image", predict(PREDICT, "image/png", new byte[0]));
        requireProblem(
                422, "image_unreadable", predict(PREDICT, "image/png", Arrays.copyOf(image("red", "png", 99, 99), 80)));
        requireProblem(422, "image_too_large", predict(PREDICT, "image/png", PngWriter.black(30_000, 100, 100)));
        requireProblem(
                415,
                "unsupported_image",
                predict(PREDICT, "multipart/form-data; boundary=" + BOUNDARY, form("image", new byte[5])));
    }

    @Test
    void a_form_without_an_image_is_refused() throws Exception {
        String type = "multipart/form-data; boundary=" + BOUNDARY;
        requireProblem(400, "missing_field", predict(PREDICT, type, form("file", image("red", "png", 8, 8))));
        String text =
                new String(form("image", new byte[5]), StandardCharsets.US_ASCII).replace("; filename=\"a.png\"", "");
        HttpResponse<String> unnamed = predict(PREDICT, type, text.getBytes(StandardCharsets.US_ASCII));
        requireProblem(400, "invalid_parameter", unnamed);
        assertThat(json(unnamed).at("/errors/0/code").asString()).isEqualTo("not_a_file");
        assertThat(json(unnamed).at("/detail").asString()).contains("\"image\" is text, as it has no filename");
        requireProblem(400, "malformed_multipart", predict(PREDICT, "multipart/form-data", new byte[9]));
        requireProblem(400, "repeated_field", predict(PREDICT, type, twice(form("image", image("red", "png", 8, 8)))));
        requireProblem(
                400,
                "malformed_multipart",
                predict(PREDICT, type, "--%s\r\nConte".formatted(BOUNDARY).getBytes(StandardCharsets.US_ASCII)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "multipart/form-data; boundary=" + BOUNDARY})
    void an_enormous_body_is_refused_announced_or_not(String type) throws Exception {
        byte[] body = type.startsWith("image") ? new byte[17 << 20] : form("image", new byte[17 << 20]);
        requireProblem(413, "body_too_large", predict(PREDICT, type, body));
        HttpRequest.Builder chunked = request(PREDICT)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
        requireProblem(413, "body_too_large", send(chunked));
    }

    @Test
    void many_ask_at_once() throws Exception {
        byte[] red = image("red", "png", 40, 40);
        List<Integer> classes = IntStream.range(0, 60)
                .parallel()
                .mapToObj(i -> {
                    try {
                        return predicted("image/png", red)
                                .at("/predictions/0/index")
                                .asInt();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
        assertThat(classes).hasSize(60).containsOnly(0);
    }

    private static void requireProblem(int status, String code, HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(json(response).at("/code").asString()).isEqualTo(code);
    }
}
