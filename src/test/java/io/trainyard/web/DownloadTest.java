package io.trainyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.job.Checkpoint;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest extends WebServerTest {

    private static final String MODEL = "/api/v1/jobs/job_001/model";
    private static final int SIZE = 200_000;

    private final byte[] best = bytes(1);
    private final byte[] last = bytes(2);

    @BeforeEach
    void two_checkpoints() throws Exception {
        submitted();
        store("ckpt_best", 3, 0, best, true, false);
        store("ckpt_last", 5, 7, last, false, true);
    }

    private static byte[] bytes(long seed) {
        byte[] bytes = new byte[SIZE];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private void store(String id, int epoch, int batch, byte[] content, boolean isBest, boolean isLast)
            throws Exception {
        jobs.contents.put(id, content);
        jobs.checkpoints.add(new Checkpoint(
                id,
                "job_001",
                epoch,
                batch,
                epoch * 9L,
                0.5,
                isBest,
                isLast,
                content.length,
                sha256(content),
                Instant.parse("2026-11-23T06:00:00.123456Z")));
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    @Test
    void a_model_comes_whole_with_its_name_and_checksum() throws Exception {
        HttpResponse<byte[]> response = download(request(MODEL));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(best);
        assertThat(header(response, "Content-Type")).isEqualTo("application/zip");
        assertThat(header(response, "Content-Length")).isEqualTo("200000");
        assertThat(header(response, "Content-Disposition")).isEqualTo("attachment; filename=\"tiny-epoch3.zip\"");
        assertThat(header(response, "ETag")).isEqualTo('"' + sha256(best) + '"');
        assertThat(header(response, "Accept-Ranges")).isEqualTo("bytes");
        assertThat(header(response, "Repr-Digest"))
                .isEqualTo("sha-256=:"
                        + Base64.getEncoder()
                                .encodeToString(
                                        MessageDigest.getInstance("SHA-256").digest(best))
                        + ":");
    }

    @ParameterizedTest
    @CsvSource({"best, best", "last, last", "ckpt_last, last"})
    void a_checkpoint_can_be_chosen(String selector, String expected) throws Exception {
        HttpResponse<byte[]> response = download(request(MODEL + "?checkpoint=" + selector));

        assertThat(response.body()).isEqualTo(expected.equals("best") ? best : last);
    }

    @Test
    void without_a_best_checkpoint_the_model_is_the_last() throws Exception {
        jobs.checkpoints.remove(0);

        HttpResponse<byte[]> response = download(request(MODEL));

        assertThat(response.body()).isEqualTo(last);
        assertThat(header(response, "Content-Disposition")).contains("tiny-epoch5-batch7.zip");
    }

    @Test
    void a_checkpoint_is_described_and_downloaded() throws Exception {
        var facts = json(get("/api/v1/checkpoints/ckpt_best"));

        assertThat(facts.propertyNames())
                .containsExactly(
                        "id",
                        "object",
                        "job_id",
                        "epoch",
                        "batch",
                        "iteration",
                        "metric_value",
                        "best",
                        "last",
                        "bytes",
                        "sha256",
                        "created_at");
        assertThat(json(get("/api/v1/jobs/job_001/checkpoints")).at("/data/0")).isEqualTo(facts);
        assertThat(download(request("/api/v1/checkpoints/ckpt_best/content")).body())
                .isEqualTo(best);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=0-99, 0, 99",
        "bytes=150000-, 150000, 199999",
        "bytes=-500, 199500, 199999",
        "bytes=-999999, 0, 199999",
        "bytes=199990-500000, 199990, 199999",
        "bytes=199990-99999999999999999999, 199990, 199999",
        "bytes=-99999999999999999999, 0, 199999",
        "bytes=00000000000000000000005-6, 5, 6",
    })
    void one_range_is_served(String range, int first, int lastByte) throws Exception {
        HttpResponse<byte[]> response = download(request(MODEL).header("Range", range));

        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(header(response, "Content-Range")).isEqualTo("bytes %d-%d/200000".formatted(first, lastByte));
        assertThat(response.body()).isEqualTo(Arrays.copyOfRange(best, first, lastByte + 1));
    }

    @Test
    void several_ranges_come_as_parts() throws Exception {
        HttpResponse<byte[]> response = download(request(MODEL).header("Range", "bytes=0-9, 100-119, -5"));

        assertThat(response.statusCode()).isEqualTo(206);
        String type = header(response, "Content-Type");
        assertThat(type).startsWith("multipart/byteranges; boundary=");
        String boundary = type.substring(type.indexOf('=') + 1);
        String expected = part(boundary, 0, 9) + part(boundary, 100, 119) + part(boundary, 199_995, 199_999) + "\r\n--"
                + boundary + "--\r\n";
        assertThat(new String(response.body(), StandardCharsets.ISO_8859_1)).isEqualTo(expected);
        assertThat(header(response, "Content-Length")).isEqualTo(String.valueOf(expected.length()));
    }

    private String part(String boundary, int first, int lastByte) {
        return "\r\n--%s\r\nContent-Type: application/zip\r\nContent-Range: bytes %d-%d/200000\r\n\r\n"
                        .formatted(boundary, first, lastByte)
                + new String(best, first, lastByte - first + 1, StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=200000-", "bytes=-0", "bytes=300000-300001, 400000-", "bytes=99999999999999999999-"})
    void a_range_outside_of_the_file_is_416(String range) throws Exception {
        HttpResponse<byte[]> response = download(request(MODEL).header("Range", range));

        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(header(response, "Content-Range")).isEqualTo("bytes */200000");
        assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=5-1", "bytes=x-y", "lines=1-2", "bytes", "bytes=0-199999, 0-199999"})
    void a_range_that_makes_no_sense_gives_the_whole_file(String range) throws Exception {
        HttpResponse<byte[]> response = download(request(MODEL).header("Range", range));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(best);
    }

    @Test
    void a_resume_after_the_file_changed_starts_again() throws Exception {
        String etag = header(download(request(MODEL)), "ETag");

        assertThat(resume(etag).statusCode()).isEqualTo(206);
        assertThat(resume("Mon, 23 Nov 2026 06:00:00 GMT").statusCode()).isEqualTo(206);
        assertThat(resume("\"other\"").statusCode()).isEqualTo(200);
        assertThat(resume("W/" + etag).statusCode()).isEqualTo(200);
        assertThat(resume("Mon, 23 Nov 2026 05:00:00 GMT").statusCode()).isEqualTo(200);
        assertThat(resume("soon").statusCode()).isEqualTo(200);
    }

    private HttpResponse<byte[]> resume(String ifRange) throws Exception {
        return download(request(MODEL).header("Range", "bytes=100-").header("If-Range", ifRange));
    }

    @Test
    void a_known_file_is_not_sent_again() throws Exception {
        String etag = header(download(request(MODEL)), "ETag");

        HttpResponse<byte[]> same = download(request(MODEL).header("If-None-Match", etag));
        HttpResponse<byte[]> other = download(request(MODEL).header("If-Match", "\"other\""));

        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(other.statusCode()).isEqualTo(412);
        assertThat(header(other, "Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void head_tells_all_but_the_bytes() throws Exception {
        HttpResponse<byte[]> response = download(request(MODEL).method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(header(response, "Content-Length")).isEqualTo("200000");
        assertThat(header(response, "ETag")).isEqualTo('"' + sha256(best) + '"');
        assertThat(response.body()).isEmpty();
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElseThrow();
    }

    @Test
    void a_star_stands_for_any_tag() throws Exception {
        assertThat(download(request(MODEL).header("If-None-Match", "*")).statusCode())
                .isEqualTo(304);
        assertThat(download(request(MODEL).header("If-Match", "*")).statusCode())
                .isEqualTo(200);
        assertThat(download(request("/api/v1/jobs/job_001").header("If-None-Match", "*"))
                        .statusCode())
                .isEqualTo(304);
        assertThat(download(request("/api/v1/jobs/nope").header("If-None-Match", "*"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_weak_tag_does_not_promise_the_same_bytes() throws Exception {
        String weak = "W/\"%s\"".formatted(sha256(best));

        assertThat(download(request(MODEL).header("If-Match", weak)).statusCode())
                .isEqualTo(412);
        assertThat(download(request(MODEL).header("If-None-Match", weak)).statusCode())
                .isEqualTo(304);
    }

    @Test
    void a_file_that_has_changed_since_is_a_problem() throws Exception {
        HttpResponse<byte[]> response =
                download(request(MODEL).header("If-Unmodified-Since", "Mon, 01 Jan 2001 00:00:00 GMT"));

        assertThat(response.statusCode()).isEqualTo(412);
        assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("If-Unmodified-Since");
    }

    @Test
    void the_unit_of_a_range_may_be_in_any_case() throws Exception {
        assertThat(download(request(MODEL).header("Range", "BYTES=0-9")).body()).hasSize(10);
    }
}
