package io.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainyard.job.Checkpoint;
import io.trainyard.job.Device;
import io.trainyard.job.Job;
import io.trainyard.job.JobStatus;
import io.trainyard.job.Runs;
import io.trainyard.result.EpochMetrics;
import io.trainyard.result.FailureCategory;
import io.trainyard.result.StopReason;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queue, worker and trainer process together; only the training is made up. */
class DeviceWorkerIT {

    @TempDir
    Path folder;

    private WorkerRig rig;

    @BeforeEach
    void start() {
        rig = new WorkerRig(folder);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void a_job_runs_to_its_end() throws Exception {
        String id = rig.submit("waits", 0, 3);
        rig.awaitEpoch(id, 1);
        assertThat(rig.jobs.devices()).extracting(Device::jobId).containsExactly(id);
        assertThat(rig.jobs.queuePosition(id)).isEmpty();
        Files.createFile(rig.home.runs().resolve(id + "-1").resolve("go"));

        Job job = rig.awaitEnd(id);

        assertThat(job.state().status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(job.state().stopReason()).isEqualTo(StopReason.MAX_EPOCHS);
        assertThat(job.state().attempt()).isEqualTo(1);
        assertThat(job.result()).isEqualTo(new Job.Result(0.9, 0.1, 3, 42, 3));
        assertThat(job.provenance()).isEqualTo(new Job.Provenance(Map.of("fake", "1"), "fake", "ab12"));
        assertThat(rig.jobs.metrics(id)).extracting(EpochMetrics::epoch).containsExactly(1, 2, 3);
        assertThat(rig.jobs.logs(id, null)).contains("Goes on after epoch 0", "a native library's own words");
        Checkpoint last = rig.jobs.checkpoints(id).get(1);
        assertThat(rig.jobs.content(last, 0)).hasContent("3");
        assertNothingLeft();
    }

    private void assertNothingLeft() throws IOException, InterruptedException {
        Instant deadline = Instant.now().plusSeconds(5);
        while (rig.jobs.devices().get(0).jobId() != null && Instant.now().isBefore(deadline)) {
            Thread.sleep(20);
        }
        assertThat(rig.jobs.devices()).extracting(Device::jobId).containsOnlyNulls();
        try (Stream<Path> left = Files.list(rig.home.runs())) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void a_crashed_trainer_is_started_again_from_the_last_checkpoint() throws Exception {
        Job job = rig.awaitEnd(rig.submit("crash at 2", 0, 3));

        assertThat(job.state().status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(job.state().attempt()).isEqualTo(2);
        assertThat(rig.jobs.metrics(job.id())).extracting(EpochMetrics::epoch).containsExactly(1, 2, 3);
        assertThat(rig.jobs.logs(job.id(), null))
                .containsSubsequence("Goes on after epoch 0", "free(): invalid pointer", "Goes on after epoch 1")
                .anyMatch(line -> line.contains("crashed (signal 6)"));
    }

    @Test
    void a_trainer_that_always_dies_uses_up_its_attempts() throws Exception {
        Job job = rig.awaitEnd(rig.submit("killed at once", 0, 2));

        assertThat(job.state().status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.state().attempt()).isEqualTo(2);
        assertThat(job.state().error().category()).isEqualTo(FailureCategory.INFRASTRUCTURE);
        assertThat(job.state().error().code()).isEqualTo("trainer_killed");
        assertThat(job.state().error().message()).contains("signal 9").contains("memory");
        assertThat(rig.jobs.queue(9)).isEmpty();
        assertNothingLeft();
    }

    @Test
    void an_exit_without_a_word_and_a_damaged_checkpoint_are_named() throws Exception {
        String exited = rig.submit("exit 3", 0, 1);
        String damaged = rig.submit("damaged", 0, 1);

        assertThat(rig.awaitEnd(exited).state().error().message()).contains("exit code 3");
        assertThat(rig.awaitEnd(damaged).state().error().code()).isEqualTo("checkpoint_damaged");
        assertThat(rig.jobs.metrics(damaged)).isEmpty();
    }

    @Test
    void a_worker_that_always_fails_uses_up_the_attempts() throws Exception {
        rig.close();
        rig = new WorkerRig(folder, DeviceWorkerIT::withoutSignals);

        Job job = rig.awaitEnd(rig.submit("hang", 0, 2));

        assertThat(job.state().status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.state().error().code()).isEqualTo("worker_failed");
        assertThat(job.state().error().message()).contains("no signals today");
    }

    private static Runs withoutSignals(Runs runs) {
        return (Runs) Proxy.newProxyInstance(
                Runs.class.getClassLoader(), new Class<?>[] {Runs.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("signal")) {
                        throw new IllegalStateException("no signals today");
                    }
                    return method.invoke(runs, arguments);
                });
    }

    @Test
    void a_users_error_is_not_tried_again() throws Exception {
        Job job = rig.awaitEnd(rig.submit("wrong", 0, 3));

        assertThat(job.state().status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.state().attempt()).isEqualTo(1);
        assertThat(job.state().error())
                .isEqualTo(new Job.JobError(FailureCategory.USER, "dataset_missing", "Put the files there."));
    }

    @Test
    void a_cancelled_trainer_stops_and_leaves_its_checkpoint() throws Exception {
        String id = rig.submit("hang", 0, 3);
        rig.awaitEpoch(id, 1);

        assertThat(rig.control.cancel(id).state().status()).isEqualTo(JobStatus.CANCELLING);
        Job job = rig.awaitEnd(id);

        assertThat(job.state().status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(rig.jobs.checkpoints(id)).extracting(Checkpoint::batch).containsExactly(0, 5);
        assertNothingLeft();
    }

    @Test
    void a_paused_job_leaves_a_checkpoint_and_goes_on_from_it_when_resumed() throws Exception {
        String id = rig.submit("hang", 0, 3);
        rig.awaitEpoch(id, 1);

        assertThat(rig.control.pause(id).state().status()).isEqualTo(JobStatus.PAUSING);
        Job paused = rig.await(id, job -> !job.state().status().isTransitional());
        assertThat(paused.state().status()).isEqualTo(JobStatus.PAUSED);
        assertThat(rig.jobs.checkpoints(id)).extracting(Checkpoint::batch).containsExactly(0, 5);
        assertNothingLeft();
        rig.control.resume(id);

        assertThat(rig.awaitEnd(id).state().status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(rig.jobs.metrics(id)).extracting(EpochMetrics::epoch).containsExactly(1, 2, 3);
        assertThat(rig.jobs.logs(id, null)).contains("Stopped; goes on later from here. The job is paused.");
    }

    @Test
    void a_server_that_stops_while_a_job_is_pausing_leaves_it_paused() throws Exception {
        String id = rig.submit("hang", 0, 1);
        rig.awaitEpoch(id, 1);
        rig.control.pause(id);
        rig.close();
        rig = new WorkerRig(folder);

        assertThat(rig.job(id).state().status()).isEqualTo(JobStatus.PAUSED);
        assertThat(rig.jobs.queuePosition(id)).isEmpty();
    }

    @Test
    void a_cancellation_does_not_wait_as_long_as_the_pause_before_it_would() throws Exception {
        String id = rig.submit("deaf", 0, 3);
        rig.awaitEpoch(id, 1);
        rig.control.pause(id);
        rig.control.cancel(id);
        Instant asked = Instant.now();

        assertThat(rig.awaitEnd(id).state().status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void a_trainer_that_does_not_listen_is_ended() throws Exception {
        String id = rig.submit("deaf", 0, 3);
        rig.awaitEpoch(id, 1);
        rig.control.cancel(id);
        Instant asked = Instant.now();

        assertThat(rig.awaitEnd(id).state().status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(6));
    }

    @Test
    void a_trainer_that_says_nothing_any_more_is_ended() throws Exception {
        Job job = rig.awaitEnd(rig.submit("deaf", 0, 1));

        assertThat(job.state().status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.state().error().code()).isEqualTo("trainer_silent");
    }

    @Test
    void a_server_that_stops_puts_its_job_back_with_a_checkpoint_and_goes_on_when_started_again() throws Exception {
        String id = rig.submit("hang", 0, 1);
        rig.awaitEpoch(id, 1);
        rig.close();
        rig = new WorkerRig(folder);

        Job job = rig.awaitEnd(id);

        assertThat(job.state().status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(job.state().attempt()).isEqualTo(2);
        assertThat(job.state().resumedFrom()).isNotNull();
        assertThat(rig.jobs.metrics(id)).extracting(EpochMetrics::epoch).containsExactly(1, 2, 3);
    }

    @Test
    void jobs_run_one_after_the_other_in_the_order_of_the_queue() throws Exception {
        String running = rig.submit("hang", 0, 1);
        rig.awaitEpoch(running, 1);
        String low = rig.submit("good", 0, 1);
        String high = rig.submit("good", 1, 1);
        assertThat(rig.jobs.queue(9)).containsExactly(high, low);
        assertThat(rig.isRunning(low) || rig.isRunning(high)).isFalse();
        rig.control.cancel(running);

        Instant lowStart = rig.awaitEnd(low).timestamps().startedAt();
        Instant highEnd = rig.awaitEnd(high).timestamps().finishedAt();

        assertThat(highEnd).isBeforeOrEqualTo(lowStart);
    }

    @Test
    void a_home_has_one_server_at_a_time_whose_name_stays() {
        Path home = folder.resolve("other");
        String name;
        try (Home first = Home.open(home)) {
            name = first.server();
            assertThatThrownBy(() -> Home.open(home))
                    .hasMessageContaining("Another server uses trainyard.home=" + home);
        }
        try (Home second = Home.open(home)) {
            assertThat(second.server()).isEqualTo(name);
        }
    }
}
