package io.trainyard.job;

import static io.trainyard.job.Database.checkpoint;
import static io.trainyard.job.Database.metrics;
import static io.trainyard.job.Database.test;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainyard.job.RunStart.ForkStart;
import io.trainyard.result.StopReason;
import io.trainyard.spec.InvalidSpecException;
import io.trainyard.spec.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Jobs that start from other jobs' checkpoints. */
abstract class ForkContract extends StoreContract {

    private static final String ALL = "\"checkpoints\": {\"keep_last\": 9, \"keep_best\": 1}";

    @Test
    void a_fork_goes_on_from_its_own_copy_of_the_checkpoint() throws IOException {
        Run parent = trained("parent", 0.2, 0.6, 0.4);
        Checkpoint last = last(parent.jobId());

        Job fork = fork(parent, "{\"checkpoint\": \"last\"}");

        assertThat(fork.state().status()).isEqualTo(JobStatus.QUEUED);
        assertThat(fork.lineage()).isEqualTo(new Job.Lineage(parent.jobId(), last.id()));
        assertThat(fork.order().spec()).isEqualTo(job(parent).order().spec());
        assertThat(fork.progress().epoch()).isEqualTo(3);
        assertThat(jobs.metrics(fork.id()))
                .as("its own begin after the checkpoint")
                .isEmpty();
        assertThat(database.hasFreeEntry(fork.id())).isTrue();

        runs.succeed(parent, StopReason.MAX_EPOCHS, test(), 3);
        control.delete(parent.jobId());

        RunStart start = claim(fork.id());
        assertThat(start.resumeFrom().epoch()).isEqualTo(3);
        assertThat(start.resumeFrom().sha256()).isEqualTo(last.sha256());
        assertThat(start.resumeFrom().id()).isNotEqualTo(last.id());
        assertThat(start.fork()).isEqualTo(new ForkStart(false, true));
        try (InputStream content = jobs.content(start.resumeFrom(), 0)) {
            assertThat(Database.sha256(content.readAllBytes())).isEqualTo(last.sha256());
        }
        assertThat(jobs.find(fork.id()).orElseThrow().lineage().parentId()).isEqualTo(parent.jobId());
    }

    @Test
    void a_fork_that_goes_on_as_its_parent_carries_on_with_the_best() {
        Run parent = trained("parent", 0.2, 0.6, 0.4);

        Job fork = fork(parent, "{\"checkpoint\": \"last\", \"overrides\": {\"training\": {\"epochs\": 9}}}");
        RunStart start = claim(fork.id());

        assertThat(start.best().epoch()).isEqualTo(2);
        assertThat(start.job().best())
                .isEqualTo(new Job.Best(
                        2, Metric.VALIDATION_ACCURACY, 0.6, start.best().id()));
        runs.epoch(start.run(), metrics(4, 0.5), checkpoint(folder, 4, 0, 100, 0.5));
        assertThat(job(start.run()).best().epoch()).isEqualTo(2);
        runs.giveBack(start.run(), "Stopped.");
        RunStart again = claim(fork.id());
        assertThat(again.best().epoch()).isEqualTo(2);
        assertThat(again.fork()).as("from its own checkpoint").isNull();
        runs.epoch(again.run(), metrics(5, 0.7), checkpoint(folder, 5, 0, 100, 0.7));
        assertThat(job(again.run()).best().epoch()).isEqualTo(5);
        assertThat(jobs.metrics(fork.id())).extracting(epoch -> epoch.epoch()).containsExactly(4, 5);
    }

    @Test
    void the_best_is_that_of_the_time_of_the_checkpoint() {
        Run parent = trained("parent", 0.5, 0.3, 0.9);
        String second = at(parent, 2);

        assertThat(claim(fork(parent, "{\"checkpoint\": \"%s\"}".formatted(second))
                                .id())
                        .job()
                        .best()
                        .epoch())
                .isEqualTo(1);
        assertThat(claim(fork(parent, "{\"checkpoint\": \"best\"}").id()).best().epoch())
                .isEqualTo(3);
    }

    @Test
    void a_best_whose_checkpoint_is_gone_is_forgotten() {
        Run parent = trained("parent", 0.5, 0.3, 0.9);
        database.jdbc
                .sql("delete from checkpoint where job_id = ? and epoch = 1")
                .param(parent.jobId())
                .update();

        RunStart start = claim(fork(parent, "{\"checkpoint\": \"%s\"}".formatted(at(parent, 2)))
                .id());
        assertThat(start.best()).isNull();
        assertThat(start.job().best()).isNull();
        assertThat(start.fork().continues()).isTrue();
    }

    @Test
    void a_fork_that_trains_otherwise_has_a_best_of_its_own() {
        Run parent = trained("parent", 0.2, 0.6, 0.4);

        RunStart start = claim(fork(parent, """
                        {"checkpoint": "best", "reset_optimizer": true,
                         "overrides": {"optimizer": {"type": "adam", "learning_rate": 0.01}}}""").id());

        assertThat(start.fork()).isEqualTo(new ForkStart(true, false));
        assertThat(start.resumeFrom().epoch()).isEqualTo(2);
        assertThat(start.resumeFrom().metricValue()).isNull();
        assertThat(start.job().best()).isNull();
        assertThat(start.best()).isNull();
        runs.epoch(start.run(), metrics(3, 0.1), checkpoint(folder, 3, 0, 100, 0.1));
        assertThat(job(start.run()).best().epoch()).isEqualTo(3);
    }

    @Test
    void a_fork_in_the_middle_of_an_epoch_shows_where_it_is() {
        Run parent = trained("parent", 0.2);
        runs.checkpoint(parent, checkpoint(folder, 1, 4, 100, null));

        Job fork = fork(parent, "{\"checkpoint\": \"last\"}");
        assertThat(claim(fork.id()).job().progress())
                .extracting(Job.Progress::epoch, Job.Progress::iteration)
                .containsExactly(1, 4);
    }

    @Test
    void a_fork_of_a_fork_carries_on_with_the_first_ones_best() {
        Run parent = trained("parent", 0.7, 0.1);
        Job child = fork(parent, "{\"checkpoint\": \"last\"}");
        Run run = claim(child.id()).run();
        runs.epoch(run, metrics(3, 0.2), checkpoint(folder, 3, 0, 100, 0.2));

        Job grandchild = jobs.find(fork(run, "{\"checkpoint\": \"last\"}").id()).orElseThrow();
        assertThat(grandchild.best().epoch()).isEqualTo(1);
        assertThat(grandchild.best().value()).isEqualTo(0.7);
    }

    @Test
    void a_running_job_is_forked_with_its_present_name_and_runs_on() {
        Run parent = trained("old name", 0.2);
        control.patch(
                parent.jobId(),
                JsonMapper.shared().readTree("{\"name\": \"new name\", \"labels\": {\"week\": \"3\"}}"));

        Job fork = fork(parent, "{\"overrides\": {\"labels\": {\"kind\": \"fork\"}}}");

        assertThat(fork.description().name()).isEqualTo("new name");
        assertThat(fork.description().labels()).containsEntry("week", "3").containsEntry("kind", "fork");
        assertThat(runs.signal(parent)).isEqualTo(RunSignal.GO_ON);
    }

    @Test
    void without_a_checkpoint_there_is_nothing_to_fork() {
        Run parent = running("fresh");
        for (String request : List.of("{}", "{\"checkpoint\": \"best\"}", "{\"checkpoint\": \"last\"}")) {
            assertThatThrownBy(() -> fork(parent, request))
                    .isInstanceOf(ActionNotAllowedException.class)
                    .hasMessageContaining(parent.jobId());
        }
        assertThat(job(parent).allowedActions()).doesNotContain(JobAction.FORK);
        runs.epoch(parent, metrics(1, 0.5), checkpoint(folder, 1, 0, 100, 0.5));
        assertThat(job(parent).allowedActions()).contains(JobAction.FORK);
    }

    @Test
    void what_does_not_fit_is_refused_with_its_pointer_and_leaves_nothing_behind() {
        Run parent = trained("parent", 0.2);
        Run other = trained("other", 0.2);

        assertRefused(parent, "{\"checkpoint\": \"%s\"}".formatted(at(other, 1)), "/checkpoint");
        assertRefused(parent, "{\"overrides\": {\"model\": {\"hidden\": [7]}}}", "/overrides/model");
        assertRefused(parent, "{\"overrides\": {\"training\": {\"epochs\": 0}}}", "/overrides/training/epochs");
        assertThatThrownBy(() -> forks.fork("job_none", JsonMapper.shared().readTree("{}"), null))
                .isInstanceOf(JobNotFoundException.class);
        assertThat(database.count("select count(*) from job")).isEqualTo(2);
        assertThat(database.count("select count(*) from fork")).isZero();
    }

    private void assertRefused(Run parent, String request, String pointer) {
        assertThatThrownBy(() -> fork(parent, request))
                .isInstanceOfSatisfying(
                        InvalidSpecException.class,
                        e -> assertThat(e.violations())
                                .anySatisfy(violation ->
                                        assertThat(violation.pointer()).startsWith(pointer)));
    }

    @Test
    void what_is_odd_about_a_fork_is_among_its_warnings() {
        Run parent = trained("parent", 0.2);
        Job fork = fork(parent, "{\"overrides\": {\"seed\": 8, \"training\": {\"epochs\": 1}}}");
        assertThat(jobs.warnings(List.of(fork.id())).get(fork.id()))
                .extracting(JobWarning::code)
                .contains("nothing_to_train", "validation_seen");
    }

    @Test
    void a_key_brings_one_fork_even_when_its_parent_is_gone() throws Exception {
        Run parent = trained("parent", 0.2);
        List<Submission> both = atOnce(2, index -> fork(parent, "{}", "key"));
        assertThat(both).filteredOn(Submission::created).hasSize(1);
        assertThat(both.get(0).job().id()).isEqualTo(both.get(1).job().id());

        assertThatThrownBy(() -> fork(parent, "{\"checkpoint\": \"last\"}", "key"))
                .isInstanceOf(IdempotencyConflictException.class);
        assertThatThrownBy(() -> submit(spec("other", 0, null), "key"))
                .isInstanceOf(IdempotencyConflictException.class);
        runs.succeed(parent, StopReason.MAX_EPOCHS, test(), 1);
        control.delete(parent.jobId());
        assertThat(fork(parent, "{}", "key").job().id())
                .isEqualTo(both.get(0).job().id());
    }

    /** A run with an epoch for each validation accuracy, all of whose checkpoints are kept. */
    private Run trained(String name, double... accuracies) {
        Run run = claim(submit(spec(name, 0, ALL), null).job().id()).run();
        for (int epoch = 1; epoch <= accuracies.length; epoch++) {
            double accuracy = accuracies[epoch - 1];
            runs.epoch(run, metrics(epoch, accuracy), checkpoint(folder, epoch, 0, 1_500_000, accuracy));
        }
        return run;
    }

    private Job fork(Run parent, String request) {
        return fork(parent, request, null).job();
    }

    private Submission fork(Run parent, String request, @Nullable String key) {
        return forks.fork(parent.jobId(), JsonMapper.shared().readTree(request), key);
    }

    private Checkpoint last(String id) {
        return jobs.checkpoints(id).stream()
                .filter(Checkpoint::last)
                .findFirst()
                .orElseThrow();
    }

    private String at(Run run, int epoch) {
        return jobs.checkpoints(run.jobId()).stream()
                .filter(checkpoint -> checkpoint.epoch() == epoch && checkpoint.batch() == 0)
                .findFirst()
                .orElseThrow()
                .id();
    }
}
