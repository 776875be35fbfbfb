package io.trainyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.job.Job;
import io.trainyard.job.JobQuery;
import io.trainyard.job.JobSort;
import io.trainyard.job.JobStatus;
import io.trainyard.job.JobWarning;
import io.trainyard.job.JobWarning.Sighting;
import io.trainyard.job.JobWarning.Source;
import io.trainyard.result.FailureCategory;
import io.trainyard.result.StopReason;
import io.trainyard.spec.Metric;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class JobControllerTest extends WebServerTest {

    @Test
    void a_posted_spec_becomes_a_queued_job() throws Exception {
        HttpResponse<String> response = send(post("/api/v1/jobs", SPEC));

        assertThat(response.statusCode()).isEqualTo(201);
        JsonNode job = json(response);
        assertThat(response.headers().firstValue("Location"))
                .contains("/api/v1/jobs/" + job.at("/id").asString());
        assertThat(job.at("/status").asString()).isEqualTo("queued");
        assertThat(job.at("/queue_position").asInt()).isEqualTo(1);
        assertThat(job.at("/spec")).isEqualTo(json(SPEC));
        assertThat(job.at("/resolved_spec/optimizer/type").isString()).isTrue();
        assertThat(job.at("/allowed_actions").toString()).isEqualTo("[\"pause\",\"cancel\"]");
    }

    @Test
    void a_job_document_has_exactly_the_promised_properties() throws Exception {
        String id = submitted();
        jobs.set(
                id,
                new Job.State(
                        JobStatus.SUCCEEDED,
                        StopReason.MAX_EPOCHS,
                        2,
                        "cpu",
                        "ckpt_1",
                        "ckpt_2",
                        new Job.JobError(FailureCategory.OUT_OF_MEMORY, "heap", "text")),
                new Job.Progress(1, 2, 5, 10, 12.5, Instant.parse("2026-11-23T07:00:00Z")),
                new Job.Best(2, Metric.VALIDATION_ACCURACY, 0.5, "ckpt_2"),
                new Job.Result(0.5, 1.25, 2, 30730, 3.5));

        JsonNode job = json(get("/api/v1/jobs/" + id));

        assertThat(job.propertyNames())
                .containsExactly(
                        "id",
                        "object",
                        "name",
                        "labels",
                        "notes",
                        "status",
                        "stop_reason",
                        "allowed_actions",
                        "priority",
                        "queue_position",
                        "attempt",
                        "parent_id",
                        "forked_from",
                        "resumed_from",
                        "seed",
                        "spec",
                        "resolved_spec",
                        "device",
                        "progress",
                        "best",
                        "result",
                        "provenance",
                        "error",
                        "warnings",
                        "layers",
                        "created_at",
                        "started_at",
                        "finished_at");
        assertThat(job.at("/object").asString()).isEqualTo("job");
        assertThat(job.at("/stop_reason").asString()).isEqualTo("max_epochs");
        assertThat(job.at("/progress")).isEqualTo(json("""
                {"epoch": 1, "epochs": 2, "iteration": 5, "iterations_per_epoch": 10, "fraction": 0.75,
                 "images_per_second": 12.5, "estimated_finish": "2026-11-23T07:00:00Z"}"""));
        assertThat(job.at("/best")).isEqualTo(json("""
                {"epoch": 2, "metric": "validation_accuracy", "value": 0.5, "checkpoint_id": "ckpt_2"}"""));
        assertThat(job.at("/result")).isEqualTo(json("""
                {"test_accuracy": 0.5, "test_loss": 1.25, "evaluated_epoch": 2, "total_parameters": 30730,
                 "training_seconds": 3.5}"""));
        assertThat(job.at("/provenance")).isEqualTo(json("""
                {"versions": {"trainyard": "0.1.0"}, "device": "cpu", "dataset_sha256": "00ff"}"""));
        assertThat(job.at("/error")).isEqualTo(json("""
                {"category": "out_of_memory", "code": "heap", "message": "text"}"""));
        assertThat(job.at("/created_at").asString()).isEqualTo("2026-11-23T06:00:00Z");
        assertThat(job.at("/parent_id").isNull()).isTrue();
        assertThat(job.at("/layers").asString()).isEqualTo("/api/v1/jobs/" + id + "/layers");
    }

    @Test
    void warnings_say_whether_the_spec_or_the_run_looks_wrong() throws Exception {
        String id = submitted();
        jobs.warnings.put(
                id,
                List.of(
                        new JobWarning(Source.SPEC, "odd", "/optimizer", "Odd.", null, null, Map.of()),
                        new JobWarning(
                                Source.RUN,
                                "dead_relu",
                                "4.layers.2",
                                "Dead.",
                                new Sighting(1, 10),
                                new Sighting(3, 400),
                                Map.of("share", 0.75))));
        String expected = """
                [{"source": "spec", "code": "odd", "pointer": "/optimizer", "path": null, "message": "Odd.",
                  "first_seen": null, "last_seen": null, "evidence": {}},
                 {"source": "run", "code": "dead_relu", "pointer": null, "path": "4.layers.2", "message": "Dead.",
                  "first_seen": {"epoch": 1, "iteration": 10}, "last_seen": {"epoch": 3, "iteration": 400},
                  "evidence": {"share": 0.75}}]""";
        assertThat(json(get("/api/v1/jobs/" + id)).at("/warnings")).isEqualTo(json(expected));
        assertThat(json(get("/api/v1/jobs")).at("/data/0/warnings")).isEqualTo(json(expected));
        assertThat(json(get("/api/v1/jobs/" + id)).at("/layers").isNull())
                .as("before the first start")
                .isTrue();
    }

    @Test
    void an_idempotency_key_makes_one_job() throws Exception {
        HttpResponse<String> first = send(post("/api/v1/jobs", SPEC).header("Idempotency-Key", "k-1"));
        HttpResponse<String> second = send(post("/api/v1/jobs", SPEC).header("Idempotency-Key", "k-1"));

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
        assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
        assertThat(json(second).at("/id")).isEqualTo(json(first).at("/id"));
        assertThat(jobs.jobs).hasSize(1);
    }

    @Test
    void an_idempotency_key_with_another_spec_is_refused() throws Exception {
        send(post("/api/v1/jobs", SPEC).header("Idempotency-Key", "k-1"));
        HttpResponse<String> other =
                send(post("/api/v1/jobs", SPEC.replace("tiny", "other")).header("Idempotency-Key", "k-1"));

        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(json(other).at("/code").asString()).isEqualTo("idempotency_key_reused");
        assertThat(json(other).at("/errors/0/header").asString()).isEqualTo("Idempotency-Key");
        assertThat(json(other).at("/detail").asString()).contains("job_001");
    }

    @Test
    void a_list_is_read_page_by_page() throws Exception {
        for (int i = 0; i < 3; i++) {
            submitted();
        }

        JsonNode first = json(get("/api/v1/jobs?limit=2"));
        JsonNode second =
                json(get("/api/v1/jobs?limit=2&after=" + first.at("/next").asString()));

        assertThat(first.propertyNames()).containsExactly("object", "data", "has_more", "next");
        assertThat(first.at("/data/0/id").asString()).isEqualTo("job_003");
        assertThat(first.at("/data/1/queue_position").asInt()).isEqualTo(2);
        assertThat(first.at("/has_more").asBoolean()).isTrue();
        assertThat(second.at("/data/0/id").asString()).isEqualTo("job_001");
        assertThat(second.at("/has_more").asBoolean()).isFalse();
        assertThat(second.at("/next").isNull()).isTrue();
    }

    @Test
    void list_filters_reach_the_store() throws Exception {
        get("/api/v1/jobs?status=queued,running&status=failed&label=course:week3&label=a:b,c:d&name=vgg&q=deep"
                + "&created_after=2026-11-23T06:00:00%2B01:00&created_before=2026-11-24T06:00:00Z&order=asc");

        JobQuery.Filter filter = jobs.lastQuery.filter();
        assertThat(filter.statuses()).isEqualTo(Set.of(JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.FAILED));
        assertThat(filter.labels()).isEqualTo(Map.of("course", "week3", "a", "b,c:d"));
        assertThat(filter.name()).isEqualTo("vgg");
        assertThat(filter.text()).isEqualTo("deep");
        assertThat(filter.createdAfter()).isEqualTo(Instant.parse("2026-11-23T05:00:00Z"));
        assertThat(filter.createdBefore()).isEqualTo(Instant.parse("2026-11-24T06:00:00Z"));
        assertThat(jobs.lastQuery.sort()).isEqualTo(new JobSort(JobSort.Key.CREATED_AT, false));
        assertThat(jobs.lastQuery.limit()).isEqualTo(50);
        get("/api/v1/jobs?sort=-best_value");
        assertThat(jobs.lastQuery.sort()).isEqualTo(new JobSort(JobSort.Key.BEST_VALUE, true));
    }

    @Test
    void a_list_has_the_fields_that_are_asked_for() throws Exception {
        submitted();

        assertThat(json(get("/api/v1/jobs?fields=name,status,sparkline")).at("/data/0"))
                .isEqualTo(json("""
                        {"id": "job_001", "object": "job", "name": "tiny", "status": "queued", "sparkline": [0.25, 0.5]}"""));
        JsonNode whole = json(get("/api/v1/jobs?include=sparkline")).at("/data/0");
        assertThat(whole.has("resolved_spec") && whole.has("sparkline")).isTrue();
        assertThat(json(get("/api/v1/jobs")).at("/data/0").has("sparkline")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "sort=loss, sort",
        "sort=name&order=asc, order",
        "fields=name;statu, fields",
        "include=curve, include",
        "sort=name&after=job_001, after",
        "after=x, after",
        "sort=best_value&after=WyJhIiwiam9iXzEiXQ, after"
    })
    void what_is_wrong_in_a_list_is_named(String query, String parameter) throws Exception {
        HttpResponse<String> response = get("/api/v1/jobs?" + query.replace(';', ','));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/errors/0/parameter").asString()).isEqualTo(parameter);
    }

    @Test
    void an_unchanged_job_answers_304_and_a_changed_one_200() throws Exception {
        String path = "/api/v1/jobs/" + submitted();
        String etag = get(path).headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> same = send(request(path).header("If-None-Match", etag));
        jobs.set("job_001", JobStatus.RUNNING);
        HttpResponse<String> changed = send(request(path).header("If-None-Match", etag));

        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(json(changed).at("/status").asString()).isEqualTo("running");
    }

    @Test
    void head_has_the_headers_of_get_and_no_body() throws Exception {
        String path = "/api/v1/jobs/" + submitted();

        HttpResponse<String> head = send(request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));

        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("ETag"))
                .isPresent()
                .isEqualTo(get(path).headers().firstValue("ETag"));
    }
}
