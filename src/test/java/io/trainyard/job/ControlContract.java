package io.trainyard.job;

import static io.trainyard.job.Database.checkpoint;
import static io.trainyard.job.Database.metrics;
import static io.trainyard.job.Database.test;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainyard.job.Job.JobError;
import io.trainyard.job.TransitionTable.Cell;
import io.trainyard.result.FailureCategory;
import io.trainyard.result.StopReason;
import io.trainyard.spec.InvalidSpecException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What clients do to jobs that exist, and what comes of it whatever happens meanwhile. */
abstract class ControlContract extends StoreContract {

    private static final JobError USER = new JobError(FailureCategory.USER, "dataset_missing", "Put the files there.");

    // Every cell of the documented table

    static Stream<Cell> cells() throws IOException {
        return TransitionTable.cells();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void a_transition_is_as_documented(Cell cell) {
        Run run = inStatus(cell.from());
        String id = run.jobId();

        switch (cell.then()) {
            case "409" ->
                assertThatThrownBy(() -> happen(cell.event(), run))
                        .isInstanceOfSatisfying(
                                ActionNotAllowedException.class,
                                refused -> assertThat(refused.job().state().status())
                                        .isEqualTo(cell.from()));
            case "-" -> nothingHappens(cell.event(), run);
            default -> happen(cell.event(), run);
        }

        boolean stays = List.of("409", "-").contains(cell.then());
        if (cell.then().equals("gone")) {
            assertThat(jobs.find(id)).isEmpty();
            assertThat(database.hasEntry(id)).isFalse();
        } else {
            assertThat(status(id)).isEqualTo(stays ? cell.from() : TransitionTable.status(cell.then()));
            assertSound(id);
        }
    }

    /** The job's row and its queue entry agree. */
    private void assertSound(String id) {
        JobStatus status = status(id);
        assertThat(database.hasEntry(id)).as("queue entry of a %s job", status).isEqualTo(status.isActive());
        if (status == JobStatus.QUEUED) {
            assertThat(database.hasFreeEntry(id)).isTrue();
        }
        assertThat(jobs.find(id).orElseThrow().timestamps().finishedAt() != null)
                .isEqualTo(status.isFinal());
    }

    private Run inStatus(JobStatus status) {
        Run run = running("a job");
        String id = run.jobId();
        switch (status) {
            case QUEUED -> runs.giveBack(run, "Stopped.");
            case RUNNING -> {}
            case PAUSING -> control.pause(id);
            case PAUSED -> {
                control.pause(id);
                runs.giveBack(run, "Stopped.");
            }
            case CANCELLING -> control.cancel(id);
            case SUCCEEDED -> runs.succeed(run, StopReason.MAX_EPOCHS, test(), 1);
            case FAILED -> runs.fail(run, USER);
            case CANCELLED -> {
                control.cancel(id);
                runs.giveBack(run, "Stopped.");
            }
        }
        assertThat(status(id)).isEqualTo(status);
        return run;
    }

    private void nothingHappens(String event, Run run) {
        try {
            happen(event, run);
        } catch (RunLostException expected) {
            assertThat(expected).hasMessageContaining(run.jobId());
        }
    }

    private void happen(String event, Run run) {
        String id = run.jobId();
        switch (event) {
            case "a client pauses" -> control.pause(id);
            case "a client resumes" -> control.resume(id);
            case "a client cancels" -> control.cancel(id);
            case "a client deletes" -> control.delete(id);
            case "a client changes the priority" -> control.patch(id, json("{\"priority\": 9}"));
            case "a worker claims it" -> claimed(id);
            case "the trainer finishes" -> runs.succeed(run, StopReason.MAX_EPOCHS, test(), 1);
            case "the trainer stops with a checkpoint" -> {
                runs.checkpoint(run, checkpoint(folder, 0, 4, 100, null));
                runs.giveBack(run, "Stopped.");
            }
            case "the trainer fails for the user's, the numbers' or the memory's sake" -> runs.fail(run, USER);
            case "the trainer dies, with attempts left" -> runs.fail(run, infrastructure());
            case "the trainer dies, with none left" -> {
                database.jdbc
                        .sql("update job set max_attempts = 1 where id = ?")
                        .param(id)
                        .update();
                runs.fail(run, infrastructure());
            }
            case "the server dies" -> {
                if (database.hasEntry(id)) {
                    database.take(id, SERVER);
                }
                runs.recoverAll(SERVER, "The server died.");
            }
            default -> throw new IllegalArgumentException(event);
        }
    }

    private boolean claimed(String id) {
        return database.hasEntry(id)
                && runs.claim(id, database.take(id, SERVER), SERVER, "cpu").isPresent();
    }

    private JobStatus status(String id) {
        return jobs.find(id).orElseThrow().state().status();
    }

    // Pause and resume

    @Test
    void a_paused_job_goes_on_in_the_middle_of_its_epoch_and_in_its_old_place() {
        Run run = running("paused");
        String id = run.jobId();
        runs.started(run, Database.facts());
        runs.epoch(run, metrics(1, 0.5), checkpoint(folder, 1, 0, 100, 0.5));
        runs.progress(run, new RunProgress(1, 4, 100, ids().nextMoment()));
        control.pause(id);
        assertThat(runs.signal(run)).isEqualTo(RunSignal.PAUSE);
        runs.progress(run, new RunProgress(1, 5, 100, ids().nextMoment()));
        runs.checkpoint(run, checkpoint(folder, 1, 6, 100, null));
        assertThat(runs.giveBack(run, "Stopped.")).isEqualTo(JobStatus.PAUSED);

        Job paused = jobs.find(id).orElseThrow();
        assertThat(paused.progress().epoch()).isEqualTo(1);
        assertThat(paused.progress().iteration()).isEqualTo(6);
        assertThat(paused.progress().imagesPerSecond()).isNull();
        assertThat(paused.progress().estimatedFinish()).isNull();
        assertThat(jobs.queue(100)).isEmpty();
        assertThat(runs.signal(run)).isEqualTo(RunSignal.LOST);

        String later = queued("later", 0);
        control.resume(id);
        assertThat(jobs.queue(100)).containsExactly(id, later);
        RunStart start = claim(id);
        assertThat(start.resumeFrom().batch()).isEqualTo(6);
        assertThat(start.run().attempt()).isEqualTo(2);
        assertThat(start.fork()).isNull();
        assertThat(jobs.metrics(id)).hasSize(1);
    }

    private static Ids ids() {
        return new Ids();
    }

    @Test
    void a_job_that_never_ran_is_paused_and_resumed_with_its_priority() {
        String id = queued("early", 5);
        control.pause(id);
        control.patch(id, json("{\"priority\": -3}"));
        String other = queued("other", 0);
        control.resume(id);

        assertThat(jobs.queue(100)).containsExactly(other, id);
        assertThat(claim(id).resumeFrom()).isNull();
    }

    @Test
    void a_worker_that_took_an_entry_from_before_a_pause_leaves_the_job_alone() {
        String id = queued("hasty", 0);
        long old = database.take(id, SERVER);
        control.pause(id);
        control.resume(id);

        assertThat(runs.claim(id, old, SERVER, "cpu")).isEmpty();
        runs.recover(id, old, "The worker is done.");
        assertThat(database.hasFreeEntry(id)).isTrue();

        long fresh = database.take(id, "server-2");
        assertThat(fresh).isNotEqualTo(old);
        Run run = runs.claim(id, fresh, "server-2", "cpu").orElseThrow().run();
        runs.recover(id, old, "The worker is done.");
        assertThat(runs.signal(run)).isEqualTo(RunSignal.GO_ON);
    }

    @Test
    void failures_before_a_pause_still_count_after_it() {
        Run run = running("unlucky");
        runs.fail(run, infrastructure());
        control.pause(run.jobId());
        control.resume(run.jobId());
        assertThat(runs.fail(claim(run.jobId()).run(), infrastructure())).isEqualTo(JobStatus.QUEUED);
        assertThat(runs.fail(claim(run.jobId()).run(), infrastructure())).isEqualTo(JobStatus.FAILED);
    }

    @Test
    void a_paused_or_cancelled_run_is_in_the_log() {
        Run run = inStatus(JobStatus.PAUSED);
        assertThat(jobs.logs(run.jobId(), null)).contains("Stopped. The job is paused.");
    }

    @Test
    void unknown_jobs_are_said_to_be_unknown() {
        for (Runnable call : List.<Runnable>of(
                () -> control.pause("job_none"),
                () -> control.resume("job_none"),
                () -> control.cancel("job_none"),
                () -> control.delete("job_none"),
                () -> control.patch("job_none", json("{}")))) {
            assertThatThrownBy(call::run).isInstanceOf(JobNotFoundException.class);
        }
    }

    // Races

    @Test
    void whatever_comes_at_once_ends_in_a_sound_state() throws Exception {
        Random random = new Random(7);
        List<String> clients = List.of("a client pauses", "a client resumes", "a client cancels", "a client deletes");
        List<String> ends = List.of(
                "the trainer finishes",
                "the trainer stops with a checkpoint",
                "the trainer fails for the user's, the numbers' or the memory's sake",
                "the trainer dies, with attempts left",
                "the server dies");
        for (int round = 0; round < 40; round++) {
            Run run = running("raced " + round);
            List<String> events = List.of(
                    "a client pauses",
                    clients.get(random.nextInt(clients.size())),
                    clients.get(random.nextInt(clients.size())),
                    ends.get(round % ends.size()));
            List<Boolean> done = atOnce(events.size(), index -> tried(events.get(index), run));

            assertThat(done.get(3)).as(events.toString()).isTrue();
            if (jobs.find(run.jobId()).isPresent()) {
                assertThat(status(run.jobId()).isTransitional())
                        .as("%s after %s", status(run.jobId()), events)
                        .isFalse();
                assertSound(run.jobId());
            } else {
                assertThat(database.hasEntry(run.jobId())).isFalse();
            }
        }
    }

    private boolean tried(String event, Run run) {
        try {
            happen(event, run);
            return true;
        } catch (ActionNotAllowedException | JobNotFoundException | RunLostException refused) {
            return false;
        }
    }

    @Test
    void of_a_resume_and_a_delete_at_once_one_wins() throws Exception {
        for (int round = 0; round < 10; round++) {
            Run run = inStatus(JobStatus.PAUSED);
            List<Boolean> done = atOnce(2, index -> tried(index == 0 ? "a client resumes" : "a client deletes", run));

            assertThat(done).containsExactlyInAnyOrder(true, false);
            assertThat(jobs.find(run.jobId()).isPresent()).isEqualTo(done.get(0));
            assertThat(database.hasEntry(run.jobId())).isEqualTo(done.get(0));
        }
    }

    @Test
    void a_pause_and_a_claim_at_once_leave_a_paused_or_a_pausing_job() throws Exception {
        for (int round = 0; round < 10; round++) {
            String id = queued("raced " + round, 0);
            long version = database.take(id, SERVER);
            List<Boolean> done = atOnce(
                    2,
                    index -> index == 0
                            ? runs.claim(id, version, SERVER, "cpu").isPresent()
                            : control.pause(id).state().status() != JobStatus.RUNNING);

            assertThat(done.get(1)).isTrue();
            assertThat(status(id)).isEqualTo(done.get(0) ? JobStatus.PAUSING : JobStatus.PAUSED);
            assertThat(database.hasEntry(id)).isEqualTo(done.get(0));
        }
    }

    // Patches

    @Test
    void a_check_that_fails_ends_a_patch_or_delete_with_nothing_changed() {
        String id = queued("checked", 1);
        control.pause(id);
        Job before = jobs.find(id).orElseThrow();
        Consumer<Job> check = seen -> {
            throw new IllegalStateException(seen.id());
        };

        assertThatThrownBy(() -> control.patch(id, json("{\"priority\": 9}"), check))
                .hasMessage(id);
        assertThatThrownBy(() -> control.delete(id, check)).hasMessage(id);
        assertThat(jobs.find(id)).contains(before);
    }

    @Test
    void a_patch_changes_what_it_names_and_leaves_the_spec_as_it_was_sent() {
        String id = submit(spec("old", 1, "\"labels\": {\"a\": \"1\", \"b\": \"2\"}, \"notes\": \"n\""), null)
                .job()
                .id();

        Job job = control.patch(id, json("{\"name\": \"new\", \"labels\": {\"a\": null, \"c\": \"3\"}}"));

        assertThat(job.description()).isEqualTo(new Job.Description("new", Map.of("b", "2", "c", "3"), "n"));
        assertThat(job.order().priority()).isEqualTo(1);
        assertThat(job.order().spec().get("name").asString()).isEqualTo("old");
        assertThat(database.count("select count(*) from job_label where job_id = ? and label = 'c'", id))
                .isEqualTo(1);
        assertThat(control.patch(id, json("{\"name\": null, \"notes\": null, \"labels\": null, \"priority\": null}")))
                .extracting(Job::description, changed -> changed.order().priority())
                .containsExactly(new Job.Description(null, Map.of(), ""), 0);
    }

    @Test
    void a_changed_priority_changes_the_place_in_the_queue() {
        String first = queued("first", 0);
        String second = queued("second", 0);
        control.patch(second, json("{\"priority\": 1}"));

        assertThat(jobs.queue(100)).containsExactly(second, first);
        assertThat(jobs.queuePosition(first)).contains(2);
    }

    @Test
    void a_running_job_can_be_renamed_and_keeps_its_priority() {
        Run run = running("runs");
        assertThat(control.patch(run.jobId(), json("{\"name\": \"still runs\", \"priority\": 0}")))
                .extracting(job -> job.description().name())
                .isEqualTo("still runs");
        assertThatThrownBy(() -> control.patch(run.jobId(), json("{\"name\": \"x\", \"priority\": 1}")))
                .isInstanceOf(ActionNotAllowedException.class)
                .hasMessageContaining("queued or paused");
        assertThat(job(run).description().name()).isEqualTo("still runs");
    }

    @Test
    void a_wrong_patch_is_refused_and_changes_nothing() {
        String id = queued("fine", 0);
        assertThatThrownBy(() -> control.patch(id, json("{\"name\": \"other\", \"prioritty\": 1}")))
                .isInstanceOf(InvalidSpecException.class)
                .hasMessageContaining("/prioritty")
                .hasMessageContaining("Did you mean \"priority\"?");
        assertThat(jobs.find(id).orElseThrow().description().name()).isEqualTo("fine");
    }

    // Keys

    @Test
    void a_key_is_good_for_one_request_however_its_fields_are_ordered() {
        Submission first = submit(json("""
                {"dataset": {"name": "shapes"}, "model": {"preset": "mlp"}, "training": {"epochs": 2}}"""), "k");
        Submission second = submit(json("""
                {"training": {"epochs": 2}, "model": {"preset": "mlp"},   "dataset": {"name": "shapes"}}"""), "k");

        assertThat(second.created()).isFalse();
        assertThat(second.job().id()).isEqualTo(first.job().id());
    }

    @Test
    void a_key_of_version_0_1_0_is_compared_by_its_spec() {
        Submission first = submit(spec("old", 0, null), "k");
        database.jdbc.sql("update idempotency_key set request = null").update();

        assertThat(submit(spec("old", 0, null), "k").job()).isEqualTo(first.job());
        assertThatThrownBy(() -> submit(spec("new", 0, null), "k")).isInstanceOf(IdempotencyConflictException.class);
    }

    @Test
    void without_a_key_two_equal_submissions_make_two_jobs() throws Exception {
        List<Submission> both = atOnce(2, index -> submit(spec("twin", 0, null), null));
        assertThat(both.get(0).job().id()).isNotEqualTo(both.get(1).job().id());
        assertThat(jobs.queue(100)).hasSize(2);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
