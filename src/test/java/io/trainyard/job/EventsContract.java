package io.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.job.EventData.StatusChange;
import io.trainyard.result.IterationChunk;
import io.trainyard.result.IterationMetrics;
import io.trainyard.result.StopReason;
import io.trainyard.spec.SpecReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What holds for events and for metrics per iteration on every database. */
abstract class EventsContract {

    @TempDir
    Path folder;

    private Database database;

    abstract Database database();

    @BeforeEach
    void connect() {
        database = database();
        database.clear();
    }

    private String queued() {
        var spec =
                JsonMapper.shared().readTree("{\"dataset\": {\"name\": \"shapes\"}, \"model\": {\"preset\": \"mlp\"}}");
        return database.jobs.submit(spec, SpecReader.read(spec), null).job().id();
    }

    private Run running(String id) {
        long version = database.take(id, "server-1");
        return database.runs.claim(id, version, "server-1", "cpu").orElseThrow().run();
    }

    private List<Event> events(String id) {
        return database.watch.events(id, 0, 1_000);
    }

    @Test
    void every_step_of_a_job_is_told_in_its_order() {
        String id = queued();
        Run run = running(id);
        database.runs.epoch(run, Database.metrics(1, 0.5), Database.checkpoint(folder, 1, 0, 10, 0.5));
        database.runs.succeed(run, StopReason.MAX_EPOCHS, Database.test(), 1);

        assertThat(events(id))
                .extracting(event -> event.data().type())
                .containsExactly(
                        EventData.Type.STATUS,
                        EventData.Type.STATUS,
                        EventData.Type.EPOCH,
                        EventData.Type.CHECKPOINT,
                        EventData.Type.STATUS);
        assertThat(events(id).get(2).data()).isEqualTo(new EventData.EpochEnded(Database.metrics(1, 0.5)));
        assertThat(((EventData.CheckpointStored) events(id).get(3).data()).best())
                .isTrue();
        StatusChange last = (StatusChange) events(id).get(4).data();
        assertThat(last.status()).isEqualTo(JobStatus.SUCCEEDED);
        assertThat(last.stopReason()).isEqualTo(StopReason.MAX_EPOCHS);
        assertThat(database.watch.lastEvent()).isEqualTo(events(id).get(4).id());
    }

    @Test
    void what_is_undone_is_not_told_and_leaves_no_gap() {
        long before = database.watch.lastEvent();
        try {
            database.transaction.executeWithoutResult(status -> {
                queued();
                throw new IllegalStateException("undo");
            });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("undo");
        }
        assertThat(events(queued()).get(0).id()).isEqualTo(before + 1);
    }

    @Test
    void a_deleted_job_takes_its_events_along_and_is_told_of() {
        String id = queued();
        database.control.cancel(id);
        database.control.delete(id);

        assertThat(events(id)).extracting(Event::data).containsExactly(new EventData.Deleted());
    }

    /** A number that is drawn early and committed late is what a reader would pass over. */
    @Test
    void a_reader_that_goes_on_from_the_last_id_misses_nothing_of_slow_transactions() throws Exception {
        long before = database.watch.lastEvent();
        int writers = 6;
        int each = 20;
        AtomicBoolean done = new AtomicBoolean();
        List<Long> read = new ArrayList<>();
        Thread reader = new Thread(() -> {
            long last = before;
            boolean more = true;
            while (more) {
                more = !done.get();
                for (Event event : database.watch.events(last, 7)) {
                    read.add(event.id());
                    last = event.id();
                    more = true;
                }
            }
        });
        reader.start();
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        CountDownLatch written = new CountDownLatch(writers);
        for (int writer = 0; writer < writers; writer++) {
            int slowness = writer;
            threads.execute(() -> {
                for (int i = 0; i < each; i++) {
                    database.transaction.executeWithoutResult(status -> {
                        queued();
                        sleep(slowness);
                    });
                }
                written.countDown();
            });
        }
        assertThat(written.await(60, TimeUnit.SECONDS)).isTrue();
        threads.shutdown();
        done.set(true);
        reader.join();
        assertThat(read)
                .isEqualTo(LongStream.rangeClosed(before + 1, before + writers * each)
                        .boxed()
                        .toList());
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    // Metrics per iteration

    @Test
    void steps_are_kept_in_few_chunks_and_read_from_any_on() {
        Run run = running(queued());
        database.runs.iterations(run, steps(1, 1, 4));
        database.runs.iterations(run, steps(1, 5, 9));
        database.runs.iterations(run, steps(2, 10, 12));
        database.runs.epoch(run, Database.metrics(1, 0.5), null);

        assertThat(iterations(run.jobId(), 0)).isEqualTo(range(1, 12));
        assertThat(iterations(run.jobId(), 7)).isEqualTo(range(8, 12));
        assertThat(database.watch.countIterations(run.jobId(), 0)).isEqualTo(12);
        assertThat(database.watch.countIterations(run.jobId(), 7)).isEqualTo(5);
        assertThat(database.count("select count(*) from iteration_chunk where epoch = 1"))
                .isEqualTo(1);
    }

    @Test
    void a_resumed_run_has_every_step_once() {
        String id = queued();
        Run first = running(id);
        database.runs.iterations(first, steps(1, 1, 10));
        database.runs.epoch(first, Database.metrics(1, 0.5), Database.checkpoint(folder, 1, 0, 10, 0.5));
        database.runs.iterations(first, steps(2, 11, 14));
        database.runs.iterations(first, steps(2, 15, 20));
        database.runs.epoch(first, Database.metrics(2, 0.5), null);
        database.runs.iterations(first, steps(3, 21, 23));
        database.runs.giveBack(first, "The server stops.");

        Run second = running(id);
        assertThat(iterations(id, 0)).isEqualTo(range(1, 10));
        database.runs.iterations(second, steps(2, 11, 17));
        database.runs.iterations(second, steps(2, 16, 20));
        assertThat(iterations(id, 0))
                .as("what comes again takes the place of what was there")
                .isEqualTo(range(1, 20));
    }

    private static IterationChunk steps(int epoch, int from, int to) {
        float[] values = new float[to - from + 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = from + i;
        }
        return new IterationChunk(epoch, from, values, values, values, values);
    }

    private List<Long> iterations(String id, long after) {
        List<IterationMetrics> steps = new ArrayList<>();
        database.watch.iterations(id, after).forEach(chunk -> chunk.forEach(steps::add));
        assertThat(steps).allSatisfy(step -> assertThat(step.trainLoss()).isEqualTo(step.iteration()));
        return steps.stream()
                .map(IterationMetrics::iteration)
                .filter(step -> step > after)
                .toList();
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
