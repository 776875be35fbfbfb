package io.trainyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every wrong request gets one precise 4xx, as a problem. */
class WrongRequestsTest extends WebServerTest {

    record Malformed(String name, String body, String code, String detail) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Malformed> malformed() {
        return Stream.of(
                new Malformed("empty", "", "empty_body", "empty"),
                new Malformed("blank", "  \n ", "empty_body", "empty"),
                new Malformed("no JSON", "hello", "malformed_json", "line 1, column"),
                new Malformed("cut off", "{\"name\": \"x\"", "malformed_json", "expected close marker for Object."),
                new Malformed("missing value", "{\n  \"seed\": ,\n}", "malformed_json", "line 2, column"),
                new Malformed("trailing comma", "{\"seed\": 1,}", "malformed_json", "line 1, column"),
                new Malformed("single quotes", "{'seed': 1}", "malformed_json", "line 1, column"),
                new Malformed("comment", "{ // seed\n\"seed\": 1}", "malformed_json", "line 1, column"),
                new Malformed("NaN", "{\"seed\": NaN}", "malformed_json", "NaN"),
                new Malformed("Infinity", "{\"seed\": -Infinity}", "malformed_json", "line 1, column"),
                new Malformed("leading zero", "{\"seed\": 007}", "malformed_json", "line 1, column"),
                new Malformed("duplicate key", "{\"seed\": 1,\n \"seed\": 2}", "duplicate_key", "seed"),
                new Malformed(
                        "two documents", "{} {}", "malformed_json", "line 1, column 4: The document ends before this"),
                new Malformed("trailing word", "{\"seed\": 1} x", "malformed_json", "line 1, column"),
                new Malformed("raw line break in text", "{\"name\": \"a\nb\"}", "malformed_json", "line 1"),
                new Malformed("deep nesting", "[".repeat(2000), "malformed_json", "nesting"),
                new Malformed("endless number", "{\"seed\": " + "1".repeat(5000) + "}", "malformed_json", "Number"));
    }

    @ParameterizedTest
    @MethodSource
    void malformed(Malformed wrong) throws Exception {
        HttpResponse<String> response = send(post("/api/v1/jobs", wrong.body));

        JsonNode problem = problem(response, 400, wrong.code);
        assertThat(problem.at("/detail").asString()).contains(wrong.detail);
        assertThat(jobs.jobs).isEmpty();
    }

    @Test
    void malformed_json_is_located() throws Exception {
        JsonNode problem = json(send(post("/api/v1/jobs", "{\"training\": {\n  \"epochs\": }}")));

        assertThat(problem.at("/line").asInt()).isEqualTo(2);
        assertThat(problem.at("/column").asInt()).isEqualTo(13);
        assertThat(problem.at("/errors/0/pointer").asString()).isEqualTo("/training/epochs");
    }

    @Test
    void bytes_that_are_no_utf_8_are_refused() throws Exception {
        byte[] latin1 = "{\"name\": \"m\u00fcller\"}".getBytes(StandardCharsets.ISO_8859_1);
        HttpResponse<String> response = send(request("/api/v1/jobs")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(latin1)));

        assertThat(problem(response, 400, "malformed_json").at("/detail").asString())
                .contains("UTF-8");
    }

    /** What is valid JSON but no valid spec: status 422, with a pointer and a code for each violation. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    null                                        | ``                       | wrong_type
                    []                                          | ``                       | wrong_type
                    42                                          | ``                       | wrong_type
                    {}                                          | /dataset                 | missing_field
                    {}                                          | /model                   | missing_field
                    {"name": 3}                                 | /name                    | wrong_type
                    {"sed": 3}                                  | /sed                     | unknown_field
                    {"seed": 1.5}                               | /seed                    | wrong_type
                    {"seed": 1e999}                             | /seed                    | wrong_type
                    {"seed": "1"}                               | /seed                    | wrong_type
                    {"priority": 99999}                         | /priority                | out_of_range
                    {"labels": []}                              | /labels                  | wrong_type
                    {"labels": {"a": 1}}                        | /labels/a                | wrong_type
                    {"dataset": "cifar10"}                      | /dataset                 | wrong_type
                    {"dataset": {"name": "cifar"}}              | /dataset/name            | unknown_value
                    {"dataset": {"name": "shapes", "x": 1}}     | /dataset/x               | unknown_field
                    {"training": {"epochs": 0}}                 | /training/epochs         | out_of_range
                    {"training": {"batch_size": -1}}            | /training/batch_size     | out_of_range
                    {"optimizer": {"type": "lion"}}             | /optimizer/type          | unknown_value
                    {"optimizer": {"type": "sgd", "learning_rate": -1}} | /optimizer/learning_rate | out_of_range
                    {"model": {"layers": []}}                   | /model/layers            | wrong_length
                    {"model": {"layers": [{"type": "conv"}]}}   | /model/layers/0/type     | unknown_value
                    {"model": {"preset": "vgg99"}}              | /model/preset            | unknown_value
                    {"augmentation": [{"type": "spin"}]}        | /augmentation/0/type     | unknown_value
                    """)
    void invalid_specs(String body, String pointer, String code) throws Exception {
        HttpResponse<String> response = send(post("/api/v1/jobs", body));

        JsonNode problem = problem(response, 422, "invalid_spec");
        assertThat(StreamSupport.stream(problem.at("/errors").spliterator(), false))
                .anySatisfy(error -> {
                    assertThat(error.at("/pointer").asString()).isEqualTo(pointer);
                    assertThat(error.at("/code").asString()).isEqualTo(code);
                    assertThat(error.at("/message").asString()).isNotBlank();
                });
        assertThat(jobs.jobs).isEmpty();
    }

    @Test
    void all_violations_come_at_once() throws Exception {
        JsonNode problem = json(send(post("/api/v1/jobs", "{\"seed\": \"x\", \"training\": {\"epochs\": 0}}")));

        assertThat(problem.at("/errors").size()).isGreaterThanOrEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    /jobs?status=done                     | status        | unknown_value
                    /jobs?status=QUEUED                   | status        | unknown_value
                    /jobs?status=                         | status        | unknown_value
                    /jobs?status=queued,,failed           | status        | unknown_value
                    /jobs?label=course                    | label         | wrong_format
                    /jobs?label=:x                        | label         | wrong_format
                    /jobs?label=a:1&label=a:2             | label         | repeated_key
                    /jobs?created_after=yesterday         | created_after | wrong_format
                    /jobs?created_after=2026-11-23        | created_after | wrong_format
                    /jobs?after=zzz                       | after         | wrong_format
                    /jobs?limit=0                         | limit         | out_of_range
                    /jobs?limit=201                       | limit         | out_of_range
                    /jobs?limit=ten                       | limit         | out_of_range
                    /jobs?limit=99999999999999            | limit         | out_of_range
                    /jobs?limit=1&limit=2                 | limit         | repeated_parameter
                    /jobs?order=newest                    | order         | unknown_value
                    /jobs?stauts=queued                   | stauts        | unknown_parameter
                    /jobs/job_001?verbose=1               | verbose       | unknown_parameter
                    /jobs/job_001/metrics?format=xml      | format        | unknown_value
                    /jobs/job_001/logs?tail=0             | tail          | out_of_range
                    /jobs/job_001/logs?tail=x             | tail          | wrong_type
                    /jobs/job_001/model?format=keras       | format        | unknown_value
                    /jobs/job_001/model?checkpoint=newest | checkpoint    | unknown_value
                    /devices?limit=1                      | limit         | unknown_parameter
                    """)
    void wrong_parameters(String path, String parameter, String code) throws Exception {
        submitted();

        JsonNode problem = problem(get("/api/v1" + path), 400, "invalid_parameter");

        assertThat(problem.at("/errors/0/parameter").asString()).isEqualTo(parameter);
        assertThat(problem.at("/errors/0/code").asString()).isEqualTo(code);
        assertThat(problem.at("/errors/0/message").asString()).contains(parameter);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/jobs/job_x, 404, job_not_found",
        "DELETE, /api/v1/jobs/job_x, 404, job_not_found",
        "POST, /api/v1/jobs/job_x/cancel, 404, job_not_found",
        "GET, /api/v1/jobs/job_x/metrics, 404, job_not_found",
        "GET, /api/v1/jobs/job_x/logs, 404, job_not_found",
        "GET, /api/v1/jobs/job_x/checkpoints, 404, job_not_found",
        "GET, /api/v1/jobs/job_x/model, 404, job_not_found",
        "GET, /api/v1/jobs/job_x/evaluation, 404, job_not_found",
        "GET, /api/v1/checkpoints/ckpt_x, 404, checkpoint_not_found",
        "GET, /api/v1/checkpoints/ckpt_x/content, 404, checkpoint_not_found",
        "GET, /api/v1/datasets/imagenet, 404, dataset_not_found",
        "GET, /api/v1/presets/resnet, 404, preset_not_found",
        "GET, /api/v1/presets?dataset=imagenet, 400, invalid_parameter",
        "GET, /api/v1/datasets/imagenet/statistics, 404, dataset_not_found",
        "GET, /api/v1/datasets/mnist/statistics, 409, dataset_missing",
        "GET, /api/v1/job, 404, not_found",
        "GET, /api/v2/jobs, 404, not_found",
        "GET, /nothing/here, 404, not_found",
        "PUT, /api/v1/jobs, 405, method_not_allowed",
        "PUT, /api/v1/jobs/job_001, 405, method_not_allowed",
        "GET, /api/v1/jobs/job_001/cancel, 405, method_not_allowed",
        "GET, /api/v1/jobs/validate, 405, method_not_allowed",
        "DELETE, /api/v1/jobs/validate, 405, method_not_allowed",
        "DELETE, /api/v1/queue, 405, method_not_allowed",
        "POST, /api/v1/jobs, 415, unsupported_media_type",
        "GET, /api/v1/jobs/job_001/model, 409, model_not_ready",
        "GET, /api/v1/jobs/job_001/model?checkpoint=ckpt_x, 404, checkpoint_not_found",
        "GET, /api/v1/jobs/job_001/evaluation, 409, evaluation_not_ready",
    })
    void wrong_places(String method, String path, int status, String code) throws Exception {
        submitted();

        JsonNode problem =
                problem(send(request(path).method(method, HttpRequest.BodyPublishers.noBody())), status, code);

        assertThat(problem.at("/instance").asString()).isEqualTo(path.replaceAll("\\?.*", ""));
    }

    @Test
    void a_wrong_method_is_told_the_right_ones() throws Exception {
        HttpResponse<String> response = send(request("/api/v1/jobs").DELETE());

        assertThat(response.headers().firstValue("Allow")).contains("GET, POST");
    }

    @Test
    void trace_is_told_the_right_ones_too_and_echoes_nothing() throws Exception {
        String answer = RawHttp.exchange(
                port, "TRACE /api/v1/jobs HTTP/1.1\r\nHost: x\r\nConnection: close\r\nSecret: tea\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 405")
                .contains("Allow: GET, POST", "/api/v1/jobs does not take TRACE, only GET, POST.")
                .doesNotContain("tea");
        for (String path : List.of("/", "/nowhere", "/api/v1/nowhere", "/v3/api-docs")) {
            String other = RawHttp.exchange(
                    port, "TRACE " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nSecret: tea\r\n\r\n");
            assertThat(other)
                    .startsWith("HTTP/1.1 405")
                    .contains("method_not_allowed")
                    .doesNotContain("tea");
        }
    }

    @Test
    void options_names_types_of_patches_only_where_there_are_some() throws Exception {
        HttpResponse<String> list =
                send(request("/api/v1/jobs").method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        HttpResponse<String> job =
                send(request("/api/v1/jobs/job_001").method("OPTIONS", HttpRequest.BodyPublishers.noBody()));

        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(list.headers().firstValue("Allow").orElseThrow().split(","))
                .containsExactlyInAnyOrder("GET", "HEAD", "POST", "OPTIONS");
        assertThat(list.headers().firstValue("Accept-Patch")).isEmpty();
        assertThat(job.headers().firstValue("Accept-Patch").orElseThrow()).contains("application/merge-patch+json");
    }

    @Test
    void a_compressed_body_is_told_that_it_must_not_be() throws Exception {
        HttpResponse<String> response = send(post("/api/v1/jobs", SPEC).header("Content-Encoding", "gzip"));

        assertThat(problem(response, 415, "unsupported_media_type")
                        .at("/detail")
                        .asString())
                .contains("gzip");
        assertThat(response.headers().firstValue("Accept-Encoding")).contains("identity");
        assertThat(send(post("/api/v1/jobs", SPEC).header("Content-Encoding", "identity"))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void a_form_is_told_which_header_was_forgotten() throws Exception {
        HttpResponse<String> response = send(request("/api/v1/jobs")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(SPEC)));

        assertThat(problem(response, 415, "unsupported_media_type")
                        .at("/detail")
                        .asString())
                .contains("application/x-www-form-urlencoded")
                .contains("-H 'Content-Type: application/json'");
    }

    @Test
    void an_unknown_representation_is_406() throws Exception {
        HttpResponse<String> response = send(request("/api/v1/jobs").header("Accept", "image/png"));

        assertThat(problem(response, 406, "not_acceptable").at("/detail").asString())
                .contains("application/json");
    }

    @ParameterizedTest
    @CsvSource({"''", "two words", "k\u00fc"})
    void a_bad_idempotency_key_is_refused(String key) throws Exception {
        String answer = RawHttp.exchange(
                port,
                "POST /api/v1/jobs HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Idempotency-Key: " + key + "\r\nContent-Length: " + SPEC.length() + "\r\n\r\n" + SPEC);

        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"header\":\"Idempotency-Key\"");
    }

    @Test
    void bodies_over_the_limit_are_refused() throws Exception {
        String big = "{\"notes\": \"" + "x".repeat(BodyLimitFilter.LIMIT) + "\"}";

        problem(send(post("/api/v1/jobs", big)), 413, "body_too_large");
        problem(send(post("/api/v1/jobs/validate", big)), 413, "body_too_large");
    }

    @Test
    void chunked_bodies_over_the_limit_are_refused() throws Exception {
        List<byte[]> pieces = Arrays.asList(
                "{\"notes\": \"".getBytes(StandardCharsets.UTF_8),
                "x".repeat(2 * BodyLimitFilter.LIMIT).getBytes(StandardCharsets.UTF_8),
                "\"}".getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> response = send(request("/api/v1/jobs")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArrays(pieces)));

        problem(response, 413, "body_too_large");
    }

    @Test
    void a_content_length_that_is_too_short_cuts_the_json() throws Exception {
        String answer = RawHttp.exchange(
                port,
                "POST /api/v1/jobs HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 20\r\n\r\n" + SPEC);

        assertThat(answer).startsWith("HTTP/1.1 400").contains("malformed_json");
    }

    @ParameterizedTest
    @CsvSource({
        "GET /api/v1/jobs?limit=%ZZ",
        "GET /api/v1/jobs?name=%FF%FE",
        "GET /api/v1/jobs/%2F",
        "GET /api/v1/jobs/%00",
        "GET /api/v1/jobs/a;b=c",
        "GET /api/v1/jobs/[x]",
        "GET /api/v1/../../etc/passwd",
        "GET /api/v1/jobs?name=<x>",
        "TRACE /api/v1/jobs",
        "FETCH /api/v1/jobs",
    })
    void odd_request_lines_are_problems(String line) throws Exception {
        String answer = RawHttp.exchange(port, line + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d.*").contains("application/problem+json");
    }

    @Test
    void an_oversized_header_is_a_problem() throws Exception {
        String answer = RawHttp.exchange(
                port,
                "GET /api/v1/jobs HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 4").contains("application/problem+json");
    }

    @Test
    void an_unexpected_failure_shows_an_error_id_and_nothing_else() throws Exception {
        jobs.failure = new IllegalStateException("secret detail");

        HttpResponse<String> response = get("/api/v1/jobs/job_001");

        JsonNode problem = problem(response, 500, "internal_error");
        assertThat(problem.at("/error_id").asString()).hasSize(36);
        assertThat(response.body()).doesNotContain("secret").doesNotContain("at io.trainyard");
    }

    private static JsonNode problem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.at("/status").asInt()).isEqualTo(status);
        assertThat(problem.at("/code").asString()).isEqualTo(code);
        assertThat(problem.at("/type").asString()).isEqualTo("urn:trainyard:problem:" + code);
        assertThat(problem.at("/title").asString()).isNotBlank();
        assertThat(problem.at("/detail").asString()).isNotBlank();
        return problem;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/model?format=", "/logs?tail=", "/logs?follow=", "/metrics?points=", "/events?limit="})
    void a_parameter_without_a_value_is_no_default(String path) throws Exception {
        submitted();

        JsonNode problem = problem(get("/api/v1/jobs/job_001" + path), 400, "invalid_parameter");
        assertThat(problem.at("/errors/0/code").asString()).isEqualTo("empty_value");
    }

    @Test
    void a_number_that_is_none_is_told_so() throws Exception {
        JsonNode problem = problem(get("/api/v1/events?limit=many"), 400, "invalid_parameter");

        assertThat(problem.at("/detail").asString()).contains("limit is \"many\", but must be a whole number");
    }

    @Test
    void a_content_type_that_is_none_is_quoted() throws Exception {
        HttpResponse<String> response = send(request("/api/v1/jobs")
                .header("Content-Type", "nonsense")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(problem(response, 415, "unsupported_media_type")
                        .at("/detail")
                        .asString())
                .startsWith("The body's Content-Type is nonsense");
    }
}
