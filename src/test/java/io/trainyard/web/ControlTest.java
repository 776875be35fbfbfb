package io.trainyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.job.Job;
import io.trainyard.job.JobStatus;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What clients do to jobs that exist. */
class ControlTest extends WebServerTest {

    // One job

    @Test
    void cancelling_answers_202_and_200_once_done_and_409_when_too_late() throws Exception {
        String path = "/api/v1/jobs/" + submitted() + "/cancel";

        assertThat(act(path).statusCode()).isEqualTo(202);
        assertThat(act(path).statusCode()).isEqualTo(200);
        jobs.set("job_001", JobStatus.SUCCEEDED);
        HttpResponse<String> late = act(path);

        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(json(late).at("/code").asString()).isEqualTo("action_not_allowed");
        assertThat(json(late).at("/job_status").asString()).isEqualTo("succeeded");
        assertThat(json(late).at("/allowed_actions").toString()).isEqualTo("[\"delete\"]");
    }

    @Test
    void pausing_and_resuming_answer_202_and_200_once_done() throws Exception {
        String job = "/api/v1/jobs/" + submitted();

        HttpResponse<String> paused = act(job + "/pause");
        assertThat(paused.statusCode()).isEqualTo(202);
        assertThat(json(paused).at("/status").asString()).isEqualTo("paused");
        assertThat(json(paused).at("/allowed_actions").toString()).isEqualTo("[\"resume\",\"cancel\",\"delete\"]");
        assertThat(act(job + "/pause").statusCode()).isEqualTo(200);

        HttpResponse<String> resumed = act(job + "/resume");
        assertThat(resumed.statusCode()).isEqualTo(202);
        assertThat(json(resumed).at("/status").asString()).isEqualTo("queued");
        assertThat(act(job + "/resume").statusCode()).isEqualTo(200);
    }

    @Test
    void a_job_that_is_still_pausing_answers_202_to_a_pause_and_409_to_a_resume() throws Exception {
        String job = "/api/v1/jobs/" + submitted();
        jobs.set("job_001", JobStatus.RUNNING);

        assertThat(json(act(job + "/pause")).at("/status").asString()).isEqualTo("pausing");
        assertThat(act(job + "/pause").statusCode()).isEqualTo(202);
        HttpResponse<String> early = act(job + "/resume");

        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(json(early).at("/detail").asString()).contains("pausing", "resume");
        assertThat(json(early).at("/allowed_actions").toString()).isEqualTo("[\"cancel\"]");
    }

    @Test
    void an_active_job_cannot_be_deleted_and_an_ended_or_paused_one_is_gone() throws Exception {
        String path = "/api/v1/jobs/" + submitted();

        HttpResponse<String> active = send(request(path).DELETE());
        jobs.set("job_001", JobStatus.FAILED);
        HttpResponse<String> ended = send(request(path).DELETE());

        assertThat(active.statusCode()).isEqualTo(409);
        assertThat(json(active).at("/allowed_actions").toString()).isEqualTo("[\"pause\",\"cancel\"]");
        assertThat(ended.statusCode()).isEqualTo(204);
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void actions_on_unknown_jobs_are_404() throws Exception {
        for (String action : List.of("pause", "resume", "cancel", "fork")) {
            assertThat(act("/api/v1/jobs/job_none/" + action).statusCode())
                    .as(action)
                    .isEqualTo(404);
        }
        assertThat(patch("/api/v1/jobs/job_none", "{}").statusCode()).isEqualTo(404);
    }

    // If-Match

    @Test
    void if_match_lets_through_who_knows_the_job_as_it_is() throws Exception {
        String path = "/api/v1/jobs/" + submitted();
        String tag = tag(path);

        assertThat(send(request(path).header("If-Match", tag)).statusCode()).isEqualTo(200);
        assertThat(patchIfMatch(path, "\"other\", " + tag).statusCode()).isEqualTo(200);
        assertThat(patchIfMatch(path, "*").statusCode()).isEqualTo(200);
        jobs.set("job_001", JobStatus.FAILED);
        assertThat(send(request(path).header("If-Match", tag(path)).DELETE()).statusCode())
                .isEqualTo(204);
        assertThat(patchIfMatch(path, "*").statusCode()).isEqualTo(404);
    }

    @Test
    void if_match_stops_who_knows_another_state_of_the_job() throws Exception {
        String path = "/api/v1/jobs/" + submitted();
        String old = tag(path);
        jobs.set("job_001", JobStatus.FAILED);

        for (String tag : List.of(old, "W/" + tag(path))) {
            HttpResponse<String> patched = patchIfMatch(path, tag);
            assertThat(patched.statusCode()).isEqualTo(412);
            assertThat(json(patched).at("/code").asString()).isEqualTo("precondition_failed");
            assertThat(send(request(path).header("If-Match", tag)).statusCode()).isEqualTo(412);
            assertThat(send(request(path).header("If-Match", tag).DELETE()).statusCode())
                    .isEqualTo(412);
        }
        assertThat(json(get(path)).at("/notes").asString()).isEmpty();
    }

    private String tag(String path) throws Exception {
        return get(path).headers().firstValue("ETag").orElseThrow();
    }

    private HttpResponse<String> patchIfMatch(String path, String tags) throws Exception {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("If-Match", tags)
                .method("PATCH", HttpRequest.BodyPublishers.ofString("{\"notes\": \"mine\"}")));
    }

    // Patches

    @Test
    void a_patch_changes_what_it_names() throws Exception {
        String path = "/api/v1/jobs/" + submitted();

        HttpResponse<String> answer = patch(path, """
                {"name": null, "labels": {"course": null, "week": "4"}, "notes": "better", "priority": 7}""");

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode job = json(get(path));
        assertThat(job).isEqualTo(json(answer));
        assertThat(job.at("/name").isNull()).isTrue();
        assertThat(job.at("/labels")).isEqualTo(json("{\"week\": \"4\"}"));
        assertThat(job.at("/notes").asString()).isEqualTo("better");
        assertThat(job.at("/priority").asInt()).isEqualTo(7);
        assertThat(job.at("/spec/name").asString()).isEqualTo("tiny");
    }

    @Test
    void a_wrong_patch_is_refused_with_every_pointer() throws Exception {
        String path = "/api/v1/jobs/" + submitted();

        HttpResponse<String> answer = patch(path, """
                {"name": "", "labels": {"a": 1}, "priority": 5000, "epochs": 3}""");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).at("/code").asString()).isEqualTo("invalid_body");
        assertThat(json(answer)
                        .at("/errors")
                        .valueStream()
                        .map(error -> error.at("/pointer").asString()))
                .containsExactlyInAnyOrder("/name", "/labels/a", "/priority", "/epochs");
        assertThat(patch(path, "[]").statusCode()).isEqualTo(422);
        assertThat(patch(path, "nonsense").statusCode()).isEqualTo(400);
        assertThat(send(request(path)
                                .header("Content-Type", "text/plain")
                                .method("PATCH", HttpRequest.BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(415);
    }

    // Forks

    @Test
    void a_fork_is_a_new_job_that_names_its_parent() throws Exception {
        String parent = withCheckpoint();

        HttpResponse<String> answer =
                send(post("/api/v1/jobs/" + parent + "/fork", "{\"overrides\": {\"training\": {\"epochs\": 9}}}"));

        assertThat(answer.statusCode()).isEqualTo(201);
        JsonNode fork = json(answer);
        assertThat(answer.headers().firstValue("Location"))
                .contains("/api/v1/jobs/" + fork.at("/id").asString());
        assertThat(fork.at("/parent_id").asString()).isEqualTo(parent);
        assertThat(fork.at("/forked_from").asString()).isEqualTo("ckpt_1");
        assertThat(fork.at("/spec/training")).isEqualTo(json("{\"epochs\": 9, \"batch_size\": 10}"));
    }

    @Test
    void a_fork_needs_no_body_but_a_checkpoint() throws Exception {
        String without = submitted();
        assertThat(act("/api/v1/jobs/" + withCheckpoint() + "/fork").statusCode())
                .isEqualTo(201);
        HttpResponse<String> early = act("/api/v1/jobs/" + without + "/fork");
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(json(early).at("/code").asString()).isEqualTo("action_not_allowed");
    }

    @Test
    void a_wrong_fork_is_refused_with_every_pointer() throws Exception {
        HttpResponse<String> answer = send(post(
                "/api/v1/jobs/" + withCheckpoint() + "/fork",
                "{\"checkpoint\": \"newest\", \"reset_optimizer\": 1, \"overrides\": [], \"override\": {}}"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer)
                        .at("/errors")
                        .valueStream()
                        .map(error -> error.at("/pointer").asString()))
                .containsExactlyInAnyOrder("/checkpoint", "/reset_optimizer", "/overrides", "/override");
    }

    private String withCheckpoint() throws Exception {
        String id = submitted();
        Job job = jobs.jobs.get(id);
        jobs.set(
                id,
                new Job.State(JobStatus.RUNNING, null, 1, "cpu", null, "ckpt_1", null),
                job.progress(),
                job.best(),
                job.result());
        return id;
    }

    // Batches

    @Test
    void a_batch_says_what_became_of_each_job() throws Exception {
        String queued = submitted();
        String running = submitted();
        String ended = submitted();
        jobs.set(running, JobStatus.RUNNING);
        jobs.set(ended, JobStatus.SUCCEEDED);

        JsonNode answer = batch("pause", queued, running, ended, "job_none", "\\u0000", queued);

        assertThat(answer.at("/object").asString()).isEqualTo("list");
        JsonNode data = answer.at("/data");
        assertThat(data.valueStream().map(result -> result.at("/status").asInt()))
                .containsExactly(202, 202, 409, 404, 404, 200);
        assertThat(data.at("/0/id").asString()).isEqualTo(queued);
        assertThat(data.at("/0/job/status").asString()).isEqualTo("paused");
        assertThat(data.at("/0/problem").isNull()).isTrue();
        assertThat(data.at("/1/job/status").asString()).isEqualTo("pausing");
        assertThat(data.at("/2/job").isNull()).isTrue();
        assertThat(data.at("/2/problem/code").asString()).isEqualTo("action_not_allowed");
        assertThat(data.at("/3/problem/code").asString()).isEqualTo("job_not_found");
    }

    @Test
    void a_batch_deletes() throws Exception {
        String ended = submitted();
        jobs.set(ended, JobStatus.CANCELLED);

        JsonNode data = batch("delete", ended, submitted()).at("/data");

        assertThat(data.valueStream().map(result -> result.at("/status").asInt()))
                .containsExactly(204, 409);
        assertThat(data.at("/0/job").isNull()).isTrue();
        assertThat(jobs.jobs).hasSize(1);
    }

    @Test
    void a_wrong_batch_changes_nothing() throws Exception {
        submitted();
        for (String body : List.of(
                "{}",
                "[]",
                "{\"action\": \"fork\", \"ids\": [\"job_001\"]}",
                "{\"action\": \"cancel\", \"ids\": []}",
                "{\"action\": \"cancel\", \"ids\": [\"job_001\", 3]}",
                "{\"action\": \"cancel\", \"ids\": \"job_001\"}",
                "{\"action\": \"cancel\", \"ids\": [\"job_001\"], \"force\": true}",
                "{\"action\": \"cancel\", \"ids\": [" + "\"job_001\", ".repeat(1000) + "\"job_001\"]}")) {
            HttpResponse<String> answer = send(post("/api/v1/jobs/batch", body));
            assertThat(answer.statusCode()).as(body).isEqualTo(422);
            assertThat(json(answer).at("/errors/0/pointer").isString()).isTrue();
        }
        assertThat(jobs.jobs.get("job_001").state().status()).isEqualTo(JobStatus.QUEUED);
    }

    private JsonNode batch(String action, String... ids) throws Exception {
        HttpResponse<String> answer = send(post(
                "/api/v1/jobs/batch",
                "{\"action\": \"%s\", \"ids\": [\"%s\"]}".formatted(action, String.join("\", \"", ids))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    private HttpResponse<String> act(String path) throws Exception {
        return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpResponse<String> patch(String path, String body) throws Exception {
        return send(request(path)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(body)));
    }
}
