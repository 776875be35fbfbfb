package io.trainyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.trainyard.job.Checkpoint;
import io.trainyard.result.EpochMetrics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ModelFormatsTest extends WebServerTest {

    private static final String ONNX = "/api/v1/jobs/job_001/model?format=onnx";
    private static final String BUNDLE = "/api/v1/jobs/job_001/model?format=bundle";

    @BeforeEach
    void a_checkpoint() throws Exception {
        submitted();
        jobs.metrics.put("job_001", List.of(new EpochMetrics(1, 2.1, 0.3, 2.0, 0.25, 0.1, 1.5, 100, 0)));
        store("ckpt_onnx", TinyCheckpoint.bytes());
    }

    private void store(String id, byte[] content) throws Exception {
        jobs.contents.put(id, content);
        jobs.checkpoints.add(new Checkpoint(
                id,
                "job_001",
                1,
                0,
                9,
                0.25,
                true,
                true,
                content.length,
                sha256(content),
                Instant.parse("2026-11-23T06:00:00.123456Z")));
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    @Test
    void an_onnx_model_comes_with_its_name_and_checksum() throws Exception {
        HttpResponse<byte[]> response = download(request(ONNX));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(header(response, "Content-Disposition")).isEqualTo("attachment; filename=\"tiny-epoch1.onnx\"");
        assertThat(header(response, "ETag")).isEqualTo('"' + sha256(response.body()) + '"');
    }

    @Test
    void it_says_what_it_takes_and_gives_and_where_it_comes_from() throws Exception {
        byte[] model = download(request(ONNX)).body();

        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(model)) {
            assertThat(session.getInputInfo().get("images").getInfo().toString())
                    .contains("[-1, 3, 32, 32]");
            assertThat(session.getOutputInfo().keySet()).containsExactly("probabilities", "logits");
            Map<String, String> facts = session.getMetadata().getCustomMetadata();
            assertThat(json(facts.get("labels")).get(3).asString()).isEqualTo("star");
            assertThat(json(facts.get("spec")).at("/optimizer/learning_rate").asDouble())
                    .isEqualTo(0.1);
            assertThat(facts)
                    .containsEntry("job_id", "job_001")
                    .containsEntry("checkpoint_id", "ckpt_onnx")
                    .containsEntry("epoch", "1")
                    .containsEntry("dataset", "shapes")
                    .containsEntry("validation_accuracy", "0.25")
                    .doesNotContainKey("test_accuracy");
        }
    }

    @Test
    void head_tells_the_size_and_a_range_continues_a_broken_download() throws Exception {
        HttpResponse<byte[]> head = download(request(ONNX).method("HEAD", HttpRequest.BodyPublishers.noBody()));
        byte[] whole = download(request(ONNX)).body();
        HttpResponse<byte[]> rest =
                download(request(ONNX).header("Range", "bytes=1000-").header("If-Range", header(head, "ETag")));

        assertThat(header(head, "Content-Length")).isEqualTo("" + whole.length);
        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(whole, 1000, whole.length));
    }

    @Test
    void a_bundle_has_both_models_and_all_that_belongs_to_them() throws Exception {
        HttpResponse<byte[]> response = download(request(BUNDLE));
        Map<String, byte[]> files = unzip(response.body());

        assertThat(header(response, "Content-Disposition")).contains("tiny-epoch1-bundle.zip");
        assertThat(files.keySet())
                .containsExactly(
                        "README.md",
                        "spec.json",
                        "labels.json",
                        "preprocessing.json",
                        "metrics.csv",
                        "provenance.json",
                        "model.onnx",
                        "model-dl4j.zip");
        assertThat(files.get("model.onnx")).isEqualTo(download(request(ONNX)).body());
        assertThat(files.get("model-dl4j.zip")).isEqualTo(TinyCheckpoint.bytes());
        assertThat(text(files, "metrics.csv")).startsWith("epoch,").contains("1,2.1,0.3,2.0,0.25,0.1");
        assertThat(json(text(files, "preprocessing.json")).at("/mean/2").asDouble())
                .isEqualTo(0.5);
        assertThat(json(text(files, "provenance.json")).at("/sha256/model.onnx").asString())
                .isEqualTo(sha256(files.get("model.onnx")));
        assertThat(text(files, "README.md")).contains("curl", "onnxruntime", "job_001");
    }

    @Test
    void the_bundles_spec_can_be_posted_again() throws Exception {
        String spec = text(unzip(download(request(BUNDLE)).body()), "spec.json");
        assertThat(send(post("/api/v1/jobs", spec)).statusCode()).isEqualTo(201);
    }

    @Test
    void a_bundle_changes_only_with_what_is_in_it() throws Exception {
        String first = header(download(request(BUNDLE)), "ETag");
        assertThat(header(download(request(BUNDLE)), "ETag")).isEqualTo(first);
        jobs.metrics.put("job_001", List.of());
        assertThat(header(download(request(BUNDLE)), "ETag")).isNotEqualTo(first);
    }

    @Test
    void a_checkpoint_of_an_old_version_is_only_offered_as_it_is() throws Exception {
        jobs.checkpoints.clear();
        store("ckpt_old", TinyCheckpoint.ofAnOldVersion());

        for (String path : List.of(ONNX, BUNDLE)) {
            HttpResponse<String> refused = get(path);
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(json(refused).at("/code").asString()).isEqualTo("checkpoint_too_old");
        }
        assertThat(get("/api/v1/jobs/job_001/model?format=dl4j").statusCode()).isEqualTo(200);
    }

    @Test
    void there_are_three_formats() throws Exception {
        HttpResponse<String> response = get("/api/v1/jobs/job_001/model?format=keras");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/errors/0/message").asString()).contains("dl4j, onnx or bundle");
    }

    private static Map<String, byte[]> unzip(byte[] zip) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }

    private static String header(HttpResponse<byte[]> response, String name) {
        return response.headers().firstValue(name).orElseThrow();
    }
}
