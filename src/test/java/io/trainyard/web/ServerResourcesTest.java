package io.trainyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.job.Device;
import io.trainyard.job.JobStatus;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ServerResourcesTest extends WebServerTest {

    @Test
    void devices_say_what_they_are_and_why_not() throws Exception {
        jobs.devices.add(new Device(
                "host-1",
                "gpu-0",
                "gpu",
                "H200",
                150_000_000_000L,
                "9.0",
                false,
                "too new",
                null,
                Instant.parse("2026-11-23T06:00:00Z")));

        assertThat(json(get("/api/v1/devices")).at("/data/0")).isEqualTo(json("""
                {"id": "gpu-0", "object": "device", "server": "host-1", "kind": "gpu", "name": "H200",
                 "memory_bytes": 150000000000, "compute_capability": "9.0", "usable": false, "reason": "too new",
                 "job_id": null, "seen_at": "2026-11-23T06:00:00Z"}"""));
    }

    @Test
    void the_queue_is_in_running_order() throws Exception {
        submitted();
        submitted();

        JsonNode queue = json(get("/api/v1/queue"));

        assertThat(queue.at("/data/1")).isEqualTo(json("""
                {"object": "queue_entry", "position": 2, "job_id": "job_002", "name": "tiny", "priority": 0,
                 "attempt": 0, "created_at": "2026-11-23T06:00:01Z"}"""));
    }

    @Test
    void datasets_have_their_facts_and_statistics() throws Exception {
        JsonNode shapes = json(get("/api/v1/datasets/shapes"));
        JsonNode statistics = json(get("/api/v1/datasets/shapes/statistics"));

        assertThat(json(get("/api/v1/datasets")).at("/data").size()).isEqualTo(4);
        assertThat(shapes.at("/shape").toString()).isEqualTo("[3,32,32]");
        assertThat(shapes.at("/available").asBoolean()).isTrue();
        assertThat(statistics.propertyNames())
                .containsExactly(
                        "object",
                        "dataset_id",
                        "sha256",
                        "mean",
                        "std",
                        "mean_of_image_stds",
                        "train_counts",
                        "test_counts");
        assertThat(statistics.at("/std").size()).isEqualTo(3);
        assertThat(statistics.at("/std/0").asDouble())
                .isGreaterThan(statistics.at("/mean_of_image_stds/0").asDouble());
        assertThat(statistics.at("/train_counts/circle").asInt()).isEqualTo(1000);
        assertThat(statistics.at("/test_counts/hexagon").asInt()).isEqualTo(200);
    }

    @Test
    void presets_show_their_layers_for_a_data_set() throws Exception {
        JsonNode lenet = json(get("/api/v1/presets/lenet5"));
        JsonNode digits = json(get("/api/v1/presets/lenet5?dataset=mnist"));

        assertThat(json(get("/api/v1/presets")).at("/data/2")).isEqualTo(lenet);
        assertThat(lenet.at("/total_parameters").asLong()).isEqualTo(62006);
        assertThat(digits.at("/total_parameters").asLong()).isEqualTo(61706);
        assertThat(digits.at("/model/layers/0/padding").asInt()).isEqualTo(2);
        assertThat(get("/api/v1/presets/linear?dataset=mnist").body())
                .isEqualTo(
                        "{\"id\":\"linear\",\"object\":\"preset\",\"dataset\":\"mnist\",\"total_parameters\":7850,"
                                + "\"total_flops\":15680,\"layers\":["
                                + "{\"index\":0,\"path\":\"0\",\"type\":\"flatten\",\"output_shape\":[784],\"parameters\":0,\"flops\":0},"
                                + "{\"index\":1,\"path\":\"1\",\"type\":\"linear\",\"output_shape\":[10],\"parameters\":7850,\"flops\":15680}],"
                                + "\"model\":{\"layers\":[{\"type\":\"flatten\"},{\"type\":\"linear\",\"out_features\":10,\"bias\":true}]}}");
        String spec = "{\"dataset\": {\"name\": \"mnist\"}, \"model\": " + digits.at("/model") + "}";
        assertThat(json(send(post("/api/v1/jobs/validate", spec)))
                        .at("/total_parameters")
                        .asLong())
                .isEqualTo(61706);
    }

    @Test
    void a_missing_dataset_says_which_files_go_where() throws Exception {
        HttpResponse<String> response = get("/api/v1/datasets/cifar10/statistics");

        assertThat(response.statusCode()).isEqualTo(409);
        assertThat(json(response).at("/detail").asString())
                .contains("data_batch_1.bin")
                .contains("cifar-10")
                .contains("TRAINYARD_DATA");
    }

    @Test
    void validation_tells_what_a_spec_would_lead_to() throws Exception {
        HttpResponse<String> response = send(post("/api/v1/jobs/validate", SPEC));

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode validation = json(response);
        assertThat(validation.propertyNames())
                .containsExactly(
                        "object",
                        "valid",
                        "errors",
                        "warnings",
                        "resolved_spec",
                        "layers",
                        "total_parameters",
                        "total_flops",
                        "estimated_memory_bytes",
                        "learning_rates",
                        "learning_rates_complete");
        assertThat(validation.at("/valid").asBoolean()).isTrue();
        assertThat(validation.at("/total_parameters").asInt()).isEqualTo(30_730);
        assertThat(validation.at("/layers/1/output_shape").toString()).isEqualTo("[10]");
        assertThat(validation.at("/layers/1/parameters").asInt()).isEqualTo(30_730);
        assertThat(validation.at("/learning_rates").size()).isEqualTo(2);
        assertThat(validation.at("/learning_rates_complete").booleanValue()).isTrue();
        assertThat(validation.at("/resolved_spec/seed").asInt()).isEqualTo(7);
        int activations = 10 * (3072 + 2 * (3072 + 10)) * 4;
        int copies = 3; // weights, gradients, momentum
        assertThat(validation.at("/estimated_memory_bytes").asLong())
                .isEqualTo(30_730L * copies * 4 + activations + 12_000L * 3072);
        assertThat(jobs.jobs).isEmpty();
    }

    @Test
    void validation_of_a_wrong_spec_lists_its_errors() throws Exception {
        HttpResponse<String> response = send(post("/api/v1/jobs/validate", "{\"sed\": 1}"));

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode validation = json(response);
        assertThat(validation.at("/valid").asBoolean()).isFalse();
        assertThat(validation.at("/errors").size()).isEqualTo(3);
        assertThat(validation.at("/resolved_spec").isNull()).isTrue();
    }

    @Test
    void validation_warns_of_what_is_seldom_meant() throws Exception {
        JsonNode validation = json(send(post("/api/v1/jobs/validate", """
                {"dataset": {"name": "cifar10"},
                 "preprocessing": {"standardize": {"mean": [0.4914, 0.4822, 0.4465], "std": [0.2023, 0.1994, 0.2010]}},
                 "model": {"layers": [{"type": "conv2d", "out_channels": 8, "kernel_size": 3}, {"type": "batch_norm2d"},
                   {"type": "flatten"}, {"type": "linear", "out_features": 10}]}}
                """)));

        assertThat(validation
                        .at("/warnings")
                        .valueStream()
                        .map(warning -> warning.at("/code").asString()))
                .contains("dataset_missing", "mean_of_image_stds", "redundant_bias");
    }

    @Test
    void the_openapi_document_speaks_as_the_answers_do() throws Exception {
        JsonNode api = json(get("/v3/api-docs"));

        assertThat(api.at("/components/schemas/Job/properties").has("resolved_spec"))
                .isTrue();
        assertThat(api.at("/paths/~1api~1v1~1jobs~1{id}~1metrics/get/responses/200/content/application~1json/schema"
                                + "/properties/data/items/anyOf")
                        .findValuesAsString("$ref"))
                .containsExactly("#/components/schemas/EpochMetrics", "#/components/schemas/IterationMetrics");
        assertThat(api.at("/components/schemas/Job/properties/status/enum").values())
                .extracting(JsonNode::asString)
                .containsExactly(
                        "queued", "running", "pausing", "paused", "cancelling", "succeeded", "failed", "cancelled");
        assertThat(api.at("/components/schemas/JobError/properties/category/enum")
                        .toString())
                .isEqualTo("[\"user\",\"numerical\",\"out_of_memory\",\"infrastructure\"]");
        assertThat(api.at("/components/schemas/EpochMetrics/properties").propertyNames())
                .contains("train_loss", "validation_accuracy");
        assertThat(api.at("/paths/~1api~1v1~1jobs/post/responses").propertyNames())
                .contains("201", "400", "413", "415", "422");
        String example = api.at("/paths/~1api~1v1~1jobs/post/requestBody/content/application~1json/example")
                .toString();
        assertThat(json(send(post("/api/v1/jobs/validate", example)))
                        .at("/valid")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void swagger_ui_is_at_its_address() throws Exception {
        HttpResponse<String> response = get("/swagger-ui");

        assertThat(response.statusCode()).isEqualTo(302);
        HttpResponse<String> page =
                get(response.headers().firstValue("Location").orElseThrow());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("swagger-ui");
    }

    @Test
    void health_counts_jobs_and_devices() throws Exception {
        submitted();

        JsonNode health = json(get("/actuator/health"));

        assertThat(health.at("/status").asString()).isEqualTo("UP");
        assertThat(health.at("/components/jobs/details/queued").asInt()).isEqualTo(1);
        assertThat(get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    }

    @Test
    void prometheus_has_jobs_by_status() throws Exception {
        submitted();
        jobs.set(submitted(), JobStatus.RUNNING);

        assertThat(get("/actuator/prometheus").body())
                .contains("trainyard_jobs{status=\"queued\"}")
                .contains("trainyard_jobs{status=\"running\"}")
                .contains("trainyard_devices{state=\"usable\"}");
    }

    @Test
    void the_page_is_served_at_the_root() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<title>Trainyard");
        assertThat(page.body()).doesNotContain("http://").doesNotContain("https://");
    }
}
