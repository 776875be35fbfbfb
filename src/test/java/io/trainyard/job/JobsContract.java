package io.trainyard.job;

import static io.trainyard.job.Database.checkpoint;
import static io.trainyard.job.Database.metrics;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.job.JobQuery.Filter;
import io.trainyard.result.EvaluationResult;
import io.trainyard.result.FailureCategory;
import io.trainyard.result.InitialValues;
import io.trainyard.result.RunWarning;
import io.trainyard.result.StopReason;
import io.trainyard.spec.Metric;
import io.trainyard.spec.SpecAdvice;
import io.trainyard.spec.SpecReader;
import io.trainyard.spec.Violation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What holds for jobs, runs and the queue on every database. */
abstract class JobsContract extends StoreContract {

    // Submission

    @Test
    void a_submitted_job_is_found_as_it_was_sent_and_is_in_the_queue() {
        Submission submission = submit(spec("first", 3, "\"labels\": {\"week\": \"3\"}, \"seed\": 7"), null);

        assertThat(submission.created()).isTrue();
        Job job = jobs.find(submission.job().id()).orElseThrow();
        assertThat(job).isEqualTo(submission.job());
        assertThat(job.description().name()).isEqualTo("first");
        assertThat(job.description().labels()).containsEntry("week", "3");
        assertThat(job.order().seed()).isEqualTo(7);
        assertThat(job.order().priority()).isEqualTo(3);
        assertThat(job.order().spec().has("optimizer")).isFalse();
        assertThat(job.order().resolvedSpec().has("optimizer")).isTrue();
        assertThat(job.state().status()).isEqualTo(JobStatus.QUEUED);
        assertThat(job.state().attempt()).isZero();
        assertThat(job.progress().epochs()).isEqualTo(5);
        assertThat(job.best()).isNull();
        assertThat(job.result()).isNull();
        assertThat(job.provenance()).isNull();
        assertThat(database.hasFreeEntry(job.id())).isTrue();
    }

    @Test
    void job_row_and_queue_entry_are_one_transaction() {
        assertThatThrownBy(() -> database.transaction.executeWithoutResult(status -> {
                    submit(spec("undone", 0, null), null);
                    throw new IllegalStateException("undo");
                }))
                .hasMessage("undo");

        assertThat(jobs.queue(9)).isEmpty();
        assertThat(database.count("select count(*) from scheduled_tasks")).isZero();
        assertThat(database.count("select count(*) from job")).isZero();
    }

    @Test
    void the_same_key_and_spec_bring_the_same_job() {
        Submission first = submit(spec("keyed", 0, null), "key-1");
        Submission second = submit(spec("keyed", 0, null), "key-1");

        assertThat(second.created()).isFalse();
        assertThat(second.job()).isEqualTo(first.job());
        assertThat(jobs.queue(9)).hasSize(1);
    }

    @Test
    void the_same_key_with_another_spec_is_refused() {
        Submission first = submit(spec("keyed", 0, null), "key-1");

        assertThatThrownBy(() -> submit(spec("other", 0, null), "key-1"))
                .isInstanceOf(IdempotencyConflictException.class)
                .hasMessageContaining(first.job().id());
    }

    @Test
    void of_many_submissions_at_once_with_one_key_one_creates_the_job() throws Exception {
        List<Submission> submissions = atOnce(6, index -> submit(spec("raced", 0, null), "key-2"));

        assertThat(submissions).filteredOn(Submission::created).hasSize(1);
        assertThat(submissions)
                .extracting(s -> s.job().id())
                .containsOnly(submissions.get(0).job().id());
        assertThat(jobs.queue(9)).hasSize(1);
    }

    // Listing

    @Test
    void lists_page_by_page_in_either_order() {
        List<String> ids =
                IntStream.range(0, 5).mapToObj(i -> queued("job " + i, 0)).toList();

        Page<Job> first = jobs.list(query(2, null, true));
        Page<Job> second = jobs.list(query(2, first.next(), true));
        Page<Job> third = jobs.list(query(2, second.next(), true));

        assertThat(ids).isSorted();
        assertThat(ids(first.data())).containsExactly(ids.get(4), ids.get(3));
        assertThat(ids(second.data())).containsExactly(ids.get(2), ids.get(1));
        assertThat(ids(third.data())).containsExactly(ids.get(0));
        assertThat(first.hasMore()).isTrue();
        assertThat(third.hasMore()).isFalse();
        assertThat(third.next()).isNull();
        assertThat(ids(jobs.list(query(3, ids.get(1), false)).data())).isEqualTo(ids.subList(2, 5));
    }

    @Test
    void lists_what_matches_every_condition() {
        String a = submit(spec("100% VGG", 0, "\"labels\": {\"course\": \"a\", \"week\": \"1\"}"), null)
                .job()
                .id();
        String b = submit(spec("100 vgg", 0, "\"labels\": {\"course\": \"a\"}"), null)
                .job()
                .id();
        control.cancel(b);

        assertThat(found(Set.of(), Map.of("course", "a"), null)).containsExactlyInAnyOrder(a, b);
        assertThat(found(Set.of(), Map.of("course", "a", "week", "1"), null)).containsExactly(a);
        assertThat(found(Set.of(), Map.of("course", "b"), null)).isEmpty();
        assertThat(found(Set.of(), Map.of(), "VGG")).containsExactlyInAnyOrder(a, b);
        assertThat(found(Set.of(), Map.of(), "0%")).containsExactly(a);
        assertThat(found(Set.of(JobStatus.CANCELLED, JobStatus.FAILED), Map.of(), null))
                .containsExactly(b);
        Instant later = Instant.now().plusSeconds(60);
        assertThat(found(new Filter(Set.of(), Map.of(), null, null, later, null)))
                .isEmpty();
        assertThat(found(new Filter(Set.of(), Map.of(), null, null, null, later)))
                .containsExactly(b, a);
        assertThat(found(new Filter(Set.of(), Map.of(), null, "WEEK:1", null, null)))
                .containsExactly(a);
        assertThat(jobs.countByStatus()).containsEntry(JobStatus.QUEUED, 1L).containsEntry(JobStatus.CANCELLED, 1L);
    }

    // Queue

    @Test
    void a_higher_priority_goes_first_and_equals_keep_their_order() {
        String low = queued("low", -1);
        String first = queued("first", 0);
        String second = queued("second", 0);
        String high = queued("high", 5);

        assertThat(jobs.queue(9)).containsExactly(high, first, second, low);
        assertThat(jobs.queuePosition(high)).contains(1);
        assertThat(jobs.queuePosition(low)).contains(4);
    }

    @Test
    void a_job_given_back_stands_where_it_stood_and_a_failing_one_steps_back() {
        Run given = running("given back");
        Run failing = running("failing");
        String waiting = queued("waiting", 0);
        runs.giveBack(given, "The server stops.");
        failTwice(failing);

        assertThat(jobs.queue(9)).containsExactly(given.jobId(), waiting, failing.jobId());
    }

    private void failTwice(Run run) {
        runs.fail(run, infrastructure());
        runs.fail(claim(run.jobId()).run(), infrastructure());
    }

    // The state machine

    @Test
    void a_claimed_job_runs_and_succeeds() {
        Run run = running("good");
        runs.started(run, Database.facts());
        runs.progress(run, new RunProgress(0, 7, 123.5, Instant.now()));
        Job running = job(run);
        runs.epoch(run, metrics(1, 0.6), null);
        JobStatus end = runs.succeed(run, StopReason.EARLY_STOPPING, Database.test(), 1);

        assertThat(running.state().status()).isEqualTo(JobStatus.RUNNING);
        assertThat(running.state().device()).isEqualTo("cpu");
        assertThat(running.progress().iteration()).isEqualTo(7);
        assertThat(running.progress().fraction()).isCloseTo(0.14, within(1e-9));
        assertThat(end).isEqualTo(JobStatus.SUCCEEDED);
        Job job = job(run);
        assertThat(job.state().stopReason()).isEqualTo(StopReason.EARLY_STOPPING);
        assertThat(job.result()).isEqualTo(new Job.Result(0.75, 0.5, 1, 1234, 2.0));
        assertThat(job.provenance())
                .isEqualTo(new Job.Provenance(Map.of("trainyard", "1", "dl4j", "2"), "CPU, oneDNN", "ab12"));
        assertThat(job.timestamps().finishedAt()).isNotNull();
        assertThat(jobs.evaluation(job.id()).orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(Database.test());
        assertThat(database.hasEntry(job.id())).isFalse();
        assertThat(jobs.queuePosition(job.id())).isEmpty();
    }

    @Test
    void an_evaluation_of_the_first_version_still_answers() {
        Run run = running("old");
        EvaluationResult old = new EvaluationResult(0.5, 0.75, null, 4, new long[][] {{2, 0}, {1, 1}});
        runs.succeed(run, StopReason.MAX_EPOCHS, old, 1);

        assertThat(jobs.evaluation(run.jobId()).orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(old);
    }

    @Test
    void a_warning_takes_the_place_of_an_earlier_one_of_its_code_and_layer() {
        Run run = running("odd");
        runs.warning(run, warning("2", 10));
        runs.warning(run, warning("5", 20));
        runs.warning(run, warning("2", 400));
        runs.warning(run, warning(null, 5));

        List<JobWarning> all = warnings(run);
        assertThat(all).hasSize(3);
        assertThat(all)
                .filteredOn(warning -> warning.place().equals("2"))
                .containsExactly(new JobWarning(
                        JobWarning.Source.RUN,
                        "dead_relu",
                        "2",
                        "Seen at 400.",
                        new JobWarning.Sighting(1, 10),
                        new JobWarning.Sighting(4, 400),
                        Map.of("share", 0.5, "epochs", List.of(1, 2))));
        assertThat(all).extracting(JobWarning::place).containsOnlyOnce("", "2", "5");
    }

    @Test
    void what_is_odd_about_a_spec_is_kept_with_its_job() {
        JsonNode spec = spec("odd", 0, "\"optimizer\": {\"type\": \"adam\", \"learning_rate\": 5}");
        Job job = submit(spec, null).job();
        assertThat(jobs.warnings(List.of(job.id())).getOrDefault(job.id(), List.of()))
                .extracting(JobWarning::code)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(SpecAdvice.of(SpecReader.read(spec)).stream()
                        .map(Violation::code)
                        .toList());
        assertThat(jobs.warnings(List.of())).isEmpty();
    }

    private static RunWarning warning(@Nullable String path, int iteration) {
        return new RunWarning(
                "dead_relu",
                path,
                "Seen at %d.".formatted(iteration),
                iteration < 100 ? 1 : 4,
                iteration,
                Map.of("share", 0.5, "epochs", List.of(1, 2)));
    }

    private List<JobWarning> warnings(Run run) {
        return jobs.warnings(List.of(run.jobId())).get(run.jobId()).stream()
                .filter(warning -> warning.source() == JobWarning.Source.RUN)
                .toList();
    }

    @Test
    void initial_values_are_those_of_the_first_start() {
        Run run = running("fresh");
        assertThat(jobs.initialValues(run.jobId())).isEmpty();
        List<InitialValues> values = List.of(new InitialValues(
                "4.layers.0",
                "conv2d",
                "weight",
                List.of(8L, 3L, 3L, 3L),
                Map.of("type", "normal", "std", 0.5),
                0.1,
                0.2));
        runs.started(run, new RunFacts(1, 1, "cpu", "ab12", Map.of(), values));
        runs.started(run, new RunFacts(1, 1, "cpu", "ab12", Map.of(), null));
        assertThat(jobs.initialValues(run.jobId())).isEqualTo(values);
    }

    @Test
    void a_job_is_claimed_once() throws Exception {
        String id = queued("raced", 0);
        long version = database.take(id, SERVER);
        List<Boolean> claims =
                atOnce(4, index -> runs.claim(id, version, SERVER, "cpu").isPresent());

        assertThat(claims).containsOnlyOnce(true);
        assertThat(jobs.find(id).orElseThrow().state().attempt()).isEqualTo(1);
    }

    @Test
    void a_queued_job_is_cancelled_at_once() {
        String id = queued("unwanted", 0);
        long version = database.take(id, SERVER);

        assertThat(control.cancel(id).state().status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(control.cancel(id).state().status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(database.hasEntry(id)).isFalse();
        assertThat(runs.claim(id, version, SERVER, "cpu")).isEmpty();
    }

    @Test
    void a_running_job_is_cancelled_when_its_run_ends_however_it_ends() {
        for (int way = 0; way < 3; way++) {
            Run run = running("unwanted " + way);
            assertThat(runs.signal(run)).isEqualTo(RunSignal.GO_ON);
            assertThat(control.cancel(run.jobId()).state().status()).isEqualTo(JobStatus.CANCELLING);
            assertThat(control.cancel(run.jobId()).state().status()).isEqualTo(JobStatus.CANCELLING);
            assertThat(runs.signal(run)).isEqualTo(RunSignal.CANCEL);

            JobStatus end = switch (way) {
                case 0 -> runs.succeed(run, StopReason.MAX_EPOCHS, Database.test(), 1);
                case 1 -> runs.fail(run, infrastructure());
                default -> runs.giveBack(run, "The trainer stopped.");
            };

            assertThat(end).isEqualTo(JobStatus.CANCELLED);
            assertThat(job(run).state().status()).isEqualTo(JobStatus.CANCELLED);
            assertThat(job(run).result()).isNull();
            assertThat(database.hasEntry(run.jobId())).isFalse();
        }
    }

    @Test
    void cancel_and_success_at_once_leave_one_definite_end() throws Exception {
        for (int round = 0; round < 10; round++) {
            Run run = running("raced " + round);
            List<Object> ends = atOnce(
                    2,
                    index -> index == 0
                            ? runs.succeed(run, StopReason.MAX_EPOCHS, Database.test(), 1)
                            : cancelled(run.jobId()));
            JobStatus status = job(run).state().status();

            assertThat(status).isIn(JobStatus.SUCCEEDED, JobStatus.CANCELLED).isEqualTo(ends.get(0));
            assertThat(ends.get(1)).isEqualTo(status == JobStatus.CANCELLED);
            assertThat(database.hasEntry(run.jobId())).isFalse();
        }
    }

    @Test
    void cancel_and_claim_at_once_leave_one_definite_state() throws Exception {
        for (int round = 0; round < 10; round++) {
            String id = queued("raced " + round, 0);
            long version = database.take(id, SERVER);
            List<Boolean> done = atOnce(
                    2,
                    index -> index == 0 ? runs.claim(id, version, SERVER, "cpu").isPresent() : cancelled(id));

            assertThat(done.get(1)).isTrue();
            assertThat(jobs.find(id).orElseThrow().state().status())
                    .isEqualTo(done.get(0) ? JobStatus.CANCELLING : JobStatus.CANCELLED);
        }
    }

    private boolean cancelled(String id) {
        try {
            control.cancel(id);
            return true;
        } catch (ActionNotAllowedException e) {
            return false;
        }
    }

    @Test
    void an_ended_job_cannot_be_cancelled_and_an_active_one_cannot_be_deleted() {
        Run run = running("good");
        assertThatThrownBy(() -> control.delete(run.jobId())).isInstanceOf(ActionNotAllowedException.class);

        runs.succeed(run, StopReason.MAX_EPOCHS, Database.test(), 1);
        assertThatThrownBy(() -> control.cancel(run.jobId())).isInstanceOf(ActionNotAllowedException.class);
        assertThatThrownBy(() -> control.cancel("job_none")).isInstanceOf(JobNotFoundException.class);
        assertThatThrownBy(() -> control.delete("job_none")).isInstanceOf(JobNotFoundException.class);
    }

    @Test
    void deleting_a_job_removes_all_that_belongs_to_it() {
        Run run = runningWithKey("gone", "key-3");
        runs.epoch(run, metrics(1, 0.5), checkpoint(folder, 1, 0, 3_000_000, 0.5));
        runs.log(run, List.of("hello"));
        runs.warning(run, warning(null, 1));
        runs.succeed(run, StopReason.MAX_EPOCHS, Database.test(), 1);

        control.delete(run.jobId());

        assertThat(jobs.find(run.jobId())).isEmpty();
        for (String table : List.of(
                "job_document",
                "job_label",
                "epoch_metrics",
                "checkpoint",
                "chunk",
                "evaluation",
                "mistake",
                "job_warning",
                "log_line",
                "idempotency_key")) {
            assertThat(database.count("select count(*) from " + table))
                    .as(table)
                    .isZero();
        }
    }

    // Failures and attempts

    @Test
    void only_infrastructure_failures_are_tried_again_and_only_so_often() {
        Run first = running("unlucky");
        assertThat(runs.fail(first, infrastructure())).isEqualTo(JobStatus.QUEUED);
        assertThat(database.hasFreeEntry(first.jobId())).isTrue();
        Run second = claim(first.jobId()).run();
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(runs.fail(second, infrastructure())).isEqualTo(JobStatus.QUEUED);
        Run third = claim(first.jobId()).run();
        assertThat(runs.fail(third, infrastructure())).isEqualTo(JobStatus.FAILED);

        assertThat(job(first).state().error())
                .isEqualTo(new Job.JobError(FailureCategory.INFRASTRUCTURE, "trainer_killed", "Killed."));
        assertThat(database.hasEntry(first.jobId())).isFalse();
        assertThat(jobs.logs(first.jobId(), null)).hasSize(2).allMatch(line -> line.startsWith("Killed."));
    }

    @Test
    void a_users_error_is_final() {
        Run run = running("wrong");
        Job.JobError error = new Job.JobError(FailureCategory.USER, "dataset_missing", "Put the files there.");

        assertThat(runs.fail(run, error)).isEqualTo(JobStatus.FAILED);
        assertThat(job(run).state().error()).isEqualTo(error);
        assertThat(database.hasEntry(run.jobId())).isFalse();
    }

    @Test
    void without_keep_best_a_best_epoch_is_known_but_no_checkpoint_is_the_best() {
        String id = submit(spec("plain", 0, "\"checkpoints\": {\"keep_last\": 1, \"keep_best\": 0}"), null)
                .job()
                .id();
        Run run = claim(id).run();

        runs.epoch(run, metrics(1, 0.5), checkpoint(folder, 1, 0, 10, 0.5));
        runs.epoch(run, metrics(2, 0.4), checkpoint(folder, 2, 0, 10, 0.4));

        assertThat(job(run).best().epoch()).isEqualTo(1);
        assertThat(job(run).best().checkpointId()).isNull();
        assertThat(jobs.checkpoints(id)).extracting(Checkpoint::epoch).containsExactly(2);
        runs.giveBack(run, "again");
        assertThat(claim(id).best()).isNull();
    }

    @Test
    void words_of_any_length_are_stored_shortened() {
        Run run = running("wordy");
        String long20k = "x\0".repeat(10_000);

        runs.showDevices(
                SERVER,
                List.of(new Device(SERVER, "cpu", "cpu", long20k, 1, null, false, long20k, null, Instant.now())));
        runs.started(run, new RunFacts(1, 1, long20k, "ab12", Map.of(), null));
        runs.fail(run, new Job.JobError(FailureCategory.USER, "dataset_corrupt", long20k));

        assertThat(job(run).state().error().message())
                .hasSize(10_000)
                .startsWith("x x ")
                .endsWith("...");
        assertThat(job(run).provenance().device()).hasSize(1_000);
        assertThat(jobs.devices().get(0).reason()).hasSize(2_000);
    }

    @Test
    void a_new_checkpoint_makes_earlier_failures_forgotten() {
        Run run = running("progressing");
        for (int epoch = 1; epoch <= 6; epoch++) {
            runs.epoch(run, metrics(epoch, 0.1), checkpoint(folder, epoch, 0, 10, 0.1));
            assertThat(runs.fail(run, infrastructure())).isEqualTo(JobStatus.QUEUED);
            run = claim(run.jobId()).run();
        }
        assertThat(job(run).state().attempt()).isEqualTo(7);
    }

    @Test
    void giving_back_is_no_failure() {
        Run run = running("moved");
        for (int i = 0; i < 5; i++) {
            assertThat(runs.giveBack(run, "The server stops.")).isEqualTo(JobStatus.QUEUED);
            assertThat(database.hasFreeEntry(run.jobId())).isTrue();
            run = claim(run.jobId()).run();
        }
    }

    // Recovery and fencing

    @Test
    void a_dead_workers_job_is_queued_again_and_the_old_run_can_write_nothing() {
        Run old = running("orphan");
        runs.epoch(old, metrics(1, 0.5), checkpoint(folder, 1, 0, 100, 0.5));
        long version = database.take(old.jobId(), SERVER);
        runs.recover(old.jobId(), version, "Its server died.");

        assertThat(job(old).state().status()).isEqualTo(JobStatus.QUEUED);
        assertThat(database.hasFreeEntry(old.jobId())).isTrue();
        assertRefused(old);
        Run fresh = claim(old.jobId()).run();
        assertRefused(old);
        assertThat(runs.signal(fresh)).isEqualTo(RunSignal.GO_ON);
        assertThat(jobs.metrics(old.jobId())).hasSize(1);
    }

    private void assertRefused(Run run) {
        assertThat(runs.signal(run)).isEqualTo(RunSignal.LOST);
        List<Runnable> writes = List.of(
                () -> runs.started(run, Database.facts()),
                () -> runs.progress(run, new RunProgress(1, 1, 1, null)),
                () -> runs.epoch(run, metrics(2, 0.9), checkpoint(folder, 2, 0, 100, 0.9)),
                () -> runs.checkpoint(run, checkpoint(folder, 2, 3, 100, null)),
                () -> runs.log(run, List.of("late")),
                () -> runs.succeed(run, StopReason.MAX_EPOCHS, Database.test(), 2),
                () -> runs.fail(run, infrastructure()),
                () -> runs.giveBack(run, "late"));
        writes.forEach(write -> assertThatThrownBy(write::run).isInstanceOf(RunLostException.class));
    }

    @Test
    void a_death_seen_too_late_changes_nothing() {
        Run old = running("orphan");
        long seen = database.take(old.jobId(), SERVER);
        runs.recover(old.jobId(), seen, "Its server died.");
        Run fresh = claim(old.jobId()).run();

        runs.recover(old.jobId(), seen, "Its server died.");

        assertThat(runs.signal(fresh)).isEqualTo(RunSignal.GO_ON);
        assertThat(database.hasFreeEntry(old.jobId())).isFalse();
    }

    @Test
    void all_that_a_dead_server_had_taken_is_recovered() {
        Run running = running("running");
        Run cancelling = running("cancelling");
        control.cancel(cancelling.jobId());
        String taken = queued("taken, not yet claimed", 0);
        database.take(taken, SERVER);
        Run elsewhere = running("elsewhere");
        database.take(elsewhere.jobId(), "server-2");

        assertThat(runs.recoverAll(SERVER, "The server died.")).isEqualTo(3);

        assertThat(job(running).state().status()).isEqualTo(JobStatus.QUEUED);
        assertThat(job(cancelling).state().status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(database.hasEntry(cancelling.jobId())).isFalse();
        assertThat(database.hasFreeEntry(taken)).isTrue();
        assertThat(job(elsewhere).state().status()).isEqualTo(JobStatus.RUNNING);
        assertThat(jobs.queue(9)).containsExactly(running.jobId(), taken);
    }

    // Epochs, checkpoints, resume

    @Test
    void an_epoch_stores_metrics_checkpoint_and_best_together() {
        Run run = running("learning");
        runs.epoch(run, metrics(1, 0.5), checkpoint(folder, 1, 0, 100, 0.5));
        runs.epoch(run, metrics(2, 0.8), checkpoint(folder, 2, 0, 200, 0.8));
        runs.epoch(run, metrics(3, 0.7), checkpoint(folder, 3, 0, 300, 0.7));

        List<Checkpoint> checkpoints = jobs.checkpoints(run.jobId());
        assertThat(checkpoints).extracting(Checkpoint::epoch).containsExactly(2, 3);
        assertThat(checkpoints).extracting(Checkpoint::best).containsExactly(true, false);
        assertThat(checkpoints).extracting(Checkpoint::last).containsExactly(false, true);
        assertThat(jobs.metrics(run.jobId())).containsExactly(metrics(1, 0.5), metrics(2, 0.8), metrics(3, 0.7));
        assertThat(job(run).best())
                .isEqualTo(new Job.Best(
                        2, Metric.VALIDATION_ACCURACY, 0.8, checkpoints.get(0).id()));
        assertThat(job(run).progress().epoch()).isEqualTo(3);
    }

    @Test
    void an_epoch_that_is_told_late_takes_no_progress_back() {
        Run run = running("writing while training");
        runs.progress(run, new RunProgress(1, 4, 100, null));
        runs.epoch(run, metrics(1, 0.5), checkpoint(folder, 1, 0, 100, 0.5));
        assertThat(job(run).progress().epoch()).isEqualTo(1);
        assertThat(job(run).progress().iteration()).isEqualTo(4);
    }

    @Test
    void the_best_and_the_last_stay_however_old_they_are() {
        Run run = running("peaked early");
        runs.epoch(run, metrics(1, 0.9), checkpoint(folder, 1, 0, 100, 0.9));
        for (int epoch = 2; epoch <= 5; epoch++) {
            runs.epoch(run, metrics(epoch, 0.1), checkpoint(folder, epoch, 0, 100, 0.1));
        }

        assertThat(jobs.checkpoints(run.jobId())).extracting(Checkpoint::epoch).containsExactly(1, 4, 5);
        assertThat(database.count("select count(*) from chunk")).isEqualTo(3);
    }

    @Test
    void a_damaged_file_is_refused_and_leaves_no_trace() throws IOException {
        Run run = running("damaged");
        CheckpointFile file = checkpoint(folder, 1, 0, 100, 0.5);
        Files.write(file.file(), new byte[] {1, 2, 3});

        assertThatThrownBy(() -> runs.epoch(run, metrics(1, 0.5), file))
                .isInstanceOf(DamagedCheckpointException.class)
                .hasMessageContaining(file.sha256());
        assertThat(jobs.metrics(run.jobId())).isEmpty();
        assertThat(jobs.checkpoints(run.jobId())).isEmpty();
    }

    @Test
    void a_new_run_takes_up_at_the_last_checkpoint_without_gaps_or_duplicates() {
        Run first = running("resumed");
        runs.epoch(first, metrics(1, 0.5), checkpoint(folder, 1, 0, 100, 0.5));
        runs.epoch(first, metrics(2, 0.6), checkpoint(folder, 2, 0, 100, 0.6));
        runs.epoch(first, metrics(3, 0.7), null);
        assertThat(job(first).best().checkpointId()).isNull();
        runs.fail(first, infrastructure());

        RunStart start = claim(first.jobId());

        assertThat(start.resumeFrom().epoch()).isEqualTo(2);
        assertThat(start.best().epoch()).isEqualTo(2);
        assertThat(start.elapsedSeconds()).isEqualTo(4.0);
        assertThat(start.job().state().resumedFrom())
                .isEqualTo(start.resumeFrom().id());
        assertThat(start.job().best())
                .isEqualTo(new Job.Best(
                        2, Metric.VALIDATION_ACCURACY, 0.6, start.resumeFrom().id()));
        assertThat(jobs.metrics(first.jobId())).extracting(m -> m.epoch()).containsExactly(1, 2);
        runs.epoch(start.run(), metrics(3, 0.7), checkpoint(folder, 3, 0, 100, 0.7));
        assertThat(jobs.metrics(first.jobId())).extracting(m -> m.epoch()).containsExactly(1, 2, 3);
    }

    @Test
    void a_mid_epoch_checkpoint_is_where_to_go_on_until_the_next_one_comes() {
        Run run = running("stopped");
        runs.started(run, Database.facts());
        runs.epoch(run, metrics(1, 0.5), checkpoint(folder, 1, 0, 100, 0.5));
        runs.checkpoint(run, checkpoint(folder, 1, 4, 100, null));
        runs.giveBack(run, "The server stops.");
        assertThat(job(run).progress())
                .extracting(p -> p.epoch(), p -> p.iteration())
                .containsExactly(1, 4);

        RunStart start = claim(run.jobId());
        assertThat(start.resumeFrom().batch()).isEqualTo(4);
        assertThat(start.best().batch()).isZero();
        runs.checkpoint(start.run(), checkpoint(folder, 1, 4, 100, null));
        runs.checkpoint(start.run(), checkpoint(folder, 1, 6, 100, null));
        assertThat(jobs.checkpoints(run.jobId())).extracting(Checkpoint::batch).containsExactly(0, 6);

        runs.epoch(start.run(), metrics(2, 0.4), checkpoint(folder, 2, 0, 100, 0.4));
        assertThat(jobs.checkpoints(run.jobId())).extracting(Checkpoint::batch).containsExactly(0, 0);
    }

    @Test
    void content_is_read_from_any_byte_on() throws IOException {
        int bytes = 2 * Chunks.CHUNK_BYTES + 12_345;
        Run run = running("big");
        CheckpointFile file = checkpoint(folder, 1, 0, bytes, 0.5);
        byte[] content = Files.readAllBytes(file.file());
        runs.epoch(run, metrics(1, 0.5), file);
        Checkpoint stored = jobs.checkpoints(run.jobId()).get(0);

        assertThat(stored.bytes()).isEqualTo(bytes);
        for (int offset : new int[] {0, 1, Chunks.CHUNK_BYTES - 1, Chunks.CHUNK_BYTES, bytes - 1, bytes}) {
            try (InputStream in = jobs.content(stored, offset)) {
                assertThat(Arrays.equals(in.readAllBytes(), Arrays.copyOfRange(content, offset, bytes)))
                        .as("from %d on", offset)
                        .isTrue();
            }
        }
        try (InputStream in = jobs.content(stored, 0)) {
            in.skipNBytes(Chunks.CHUNK_BYTES + 5L);
            assertThat(in.read()).isEqualTo(content[Chunks.CHUNK_BYTES + 5] & 0xff);
        }
        assertThatThrownBy(() -> jobs.content(stored, bytes + 1L)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_download_ends_with_words_when_its_checkpoint_is_removed() throws IOException {
        Run run = running("overtaken");
        runs.epoch(run, metrics(1, 0.5), checkpoint(folder, 1, 0, 2 * Chunks.CHUNK_BYTES, 0.5));
        Checkpoint stored = jobs.checkpoints(run.jobId()).get(0);
        try (InputStream in = jobs.content(stored, 0)) {
            in.skipNBytes(10);
            assertThat(in.read()).isNotNegative();
            database.jdbc.sql("delete from checkpoint").update();
            assertThatThrownBy(in::readAllBytes).hasMessageContaining("was removed while it was being read");
        }
    }

    // Logs and devices

    @Test
    void the_log_keeps_its_newest_lines_and_says_how_many_are_gone() {
        Run run = running("talkative");
        runs.log(
                run,
                IntStream.rangeClosed(1, LogLines.KEPT)
                        .mapToObj(i -> "line " + i)
                        .toList());
        assertThat(jobs.logs(run.jobId(), 2)).containsExactly("line 9999", "line 10000");
        assertThat(jobs.logs(run.jobId(), null)).hasSize(LogLines.KEPT).startsWith("line 1");

        runs.log(run, List.of("one", "x".repeat(5_000), "nul\0here"));

        List<String> lines = jobs.logs(run.jobId(), null);
        assertThat(lines).hasSize(LogLines.KEPT + 1).startsWith("(3 earlier lines were dropped)", "line 4");
        assertThat(lines.get(LogLines.KEPT - 1)).hasSize(LogLines.MAX_LENGTH).endsWith("...");
        assertThat(lines.get(LogLines.KEPT)).isEqualTo("nul here");
    }

    @Test
    void devices_of_servers_that_vanished_are_not_shown() {
        Instant now = Instant.now();
        Device cpu = device("server-1", now);
        runs.showDevices("server-1", List.of(cpu));
        runs.showDevices(
                "server-2",
                List.of(device("server-2", now.minus(DeviceRows.GONE).minusSeconds(5))));

        assertThat(jobs.devices()).extracting(Device::server).containsExactly("server-1");
        runs.showDevices("server-1", List.of());
        assertThat(jobs.devices()).isEmpty();
    }

    private static Device device(String server, Instant seen) {
        return new Device(server, "cpu", "cpu", "Some CPU", 8L << 30, null, true, null, null, seen);
    }

    // Helpers

    private static JobQuery query(int limit, @Nullable String after, boolean newestFirst) {
        return new JobQuery(
                Filter.NONE,
                new JobSort(JobSort.Key.CREATED_AT, newestFirst),
                limit,
                after == null ? null : JobCursor.at(after));
    }

    private List<String> found(Set<JobStatus> statuses, Map<String, String> labels, @Nullable String name) {
        return found(new Filter(statuses, labels, name, null, null, null));
    }

    private List<String> found(Filter filter) {
        return ids(
                jobs.list(new JobQuery(filter, JobSort.NEWEST_FIRST, 10, null)).data());
    }
}
