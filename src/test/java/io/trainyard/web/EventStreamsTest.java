package io.trainyard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.job.EventData;
import io.trainyard.job.Job;
import io.trainyard.job.JobStatus;
import io.trainyard.job.JobWatch.LiveProgress;
import io.trainyard.job.JobWatch.LogLine;
import io.trainyard.result.IterationChunk;
import io.trainyard.web.EventStream.Received;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

@TestPropertySource(properties = {"trainyard.events.poll=50ms", "trainyard.events.heartbeat=200ms"})
@Timeout(120)
class EventStreamsTest extends WebServerTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static int tests;

    private long before;
    private String id;
    private String path;

    /** With an id of its own: the server still remembers the events of the tests before. */
    @BeforeEach
    void a_running_job() throws Exception {
        before = watch.lastEvent();
        jobs.first = 100 + tests++;
        id = submitted();
        path = "/api/v1/jobs/" + id;
        jobs.set(id, JobStatus.RUNNING);
    }

    /** Of the n-th event of this test. */
    private String id(int n) {
        return String.valueOf(before + n);
    }

    private EventStream open(String path, @Nullable String lastEventId) throws Exception {
        return EventStream.open(CLIENT, request(path), lastEventId);
    }

    private void tell(JobStatus status, int epoch) {
        watch.tell(id, new EventData.StatusChange(status, 1, epoch, 0, null, null));
    }

    private void finish() {
        jobs.set(id, JobStatus.SUCCEEDED);
        tell(JobStatus.SUCCEEDED, 9);
    }

    @Test
    void events_are_listed_page_by_page() throws Exception {
        IntStream.range(0, 5).forEach(epoch -> tell(JobStatus.RUNNING, epoch));
        watch.tell("job_002", new EventData.Patched(List.of("name")));

        JsonNode first = json(get(path + "/events?limit=3"));
        JsonNode second =
                json(get(path + "/events?limit=3&after=" + first.at("/next").asString()));

        assertThat(first.at("/data")).hasSize(3);
        assertThat(first.at("/data/0")).isEqualTo(json("""
                {"id": %s, "object": "event", "type": "status", "job_id": "%s", "at": "2026-11-23T06:00:00Z",
                 "data": {"status": "running", "attempt": 1, "epoch": 0, "iteration": 0, "stop_reason": null,
                          "error": null}}""".formatted(id(1), id)));
        assertThat(second.at("/data").valueStream().map(event -> event.at("/id").asString()))
                .containsExactly(id(4), id(5));
        assertThat(second.at("/has_more").asBoolean()).isFalse();
        assertThat(json(get("/api/v1/events?after=" + id(5)))
                        .at("/data/0/data/fields/0")
                        .asString())
                .isEqualTo("name");
    }

    @Test
    void a_stream_begins_with_the_first_event_and_ends_with_the_job() throws Exception {
        tell(JobStatus.QUEUED, 0);
        try (EventStream stream = open(path + "/events", null)) {
            assertThat(stream.next().data().at("/data/status").asString()).isEqualTo("queued");
            watch.tell("job_002", new EventData.Deleted());
            tell(JobStatus.RUNNING, 0);
            assertThat(stream.next().data().at("/data/status").asString()).isEqualTo("running");
            finish();
            assertThat(stream.next().id()).isEqualTo(id(4));
            Received end = stream.next();
            assertThat(end.name()).isEqualTo("end");
            assertThat(end.data()).isEqualTo(json("{\"job_id\": \"%s\", \"status\": \"succeeded\"}".formatted(id)));
            assertThat(stream.next()).isNull();
        }
    }

    @Test
    void who_connects_again_and_again_gets_every_event_once() throws Exception {
        int count = 2_500; // more than are kept in memory, and than one page
        Thread writer = new Thread(() -> IntStream.range(0, count).forEach(epoch -> {
            if (epoch % 3 == 0) {
                watch.tellFromElsewhere("job_002", new EventData.Patched(List.of()));
            }
            tell(JobStatus.RUNNING, epoch);
        }));
        writer.start();
        Random random = new Random(5);
        List<Integer> epochs = new ArrayList<>();
        String last = id(0);
        while (epochs.size() < count) {
            try (EventStream stream = open(path + "/events", last)) {
                int some = Math.min(random.nextInt(900) + 1, count - epochs.size());
                for (int i = 0; i < some; i++) {
                    epochs.add(stream.next().data().at("/data/epoch").asInt());
                }
                last = stream.lastEventId();
            }
        }
        writer.join();
        assertThat(epochs).isEqualTo(IntStream.range(0, count).boxed().toList());
    }

    @Test
    void the_stream_of_all_jobs_begins_now_and_hears_of_other_servers() throws Exception {
        tell(JobStatus.RUNNING, 1);
        try (EventStream stream = open("/api/v1/events", null)) {
            watch.tellFromElsewhere("job_002", new EventData.Patched(List.of("name")));
            Received first = stream.next();
            assertThat(first.id()).isEqualTo(id(2));
            assertThat(first.data().at("/job_id").asString()).isEqualTo("job_002");
        }
        try (EventStream stream = open("/api/v1/events?after=" + id(0), null)) {
            assertThat(stream.until(event -> id(2).equals(event.id())))
                    .extracting(Received::id)
                    .containsExactly(id(1), id(2));
        }
        try (EventStream stream = open("/api/v1/events", id(1))) {
            assertThat(stream.next().id()).isEqualTo(id(2));
        }
    }

    @Test
    void progress_and_steps_come_live_without_an_id() throws Exception {
        watch.running.add(new LiveProgress(id, JobStatus.RUNNING, new Job.Progress(1, 9, 2, 10, 100.0, null)));
        float[] values = {1, 2};
        watch.iterations.add(new IterationChunk(2, 11, values, values, values, values));
        try (EventStream stream = open(path + "/events", null)) {
            Received progress = stream.next();
            assertThat(progress.name()).isEqualTo("progress");
            assertThat(progress.data().at("/id").isNull()).isTrue();
            assertThat(progress.data().at("/data/iteration").asInt()).isEqualTo(2);
            Received steps = stream.next();
            assertThat(steps.name()).isEqualTo("iteration");
            assertThat(steps.data()
                            .at("/data/rows")
                            .valueStream()
                            .map(row -> row.at("/iteration").asInt()))
                    .containsExactly(11, 12);
            assertThat(stream.lastEventId()).isEqualTo("0");
            finish();
            assertThat(stream.until(event -> event.name().equals("end")))
                    .extracting(Received::name)
                    .containsExactly("status", "end");
        }
    }

    @Test
    void a_silent_stream_has_heartbeats() throws Exception {
        try (EventStream stream = open("/api/v1/events", null)) {
            CompletableFuture<Void> later = CompletableFuture.runAsync(() -> {
                sleep(1_000);
                tell(JobStatus.RUNNING, 1);
            });
            assertThat(stream.next()).isNotNull();
            later.join();
            assertThat(stream.comments()).hasSizeGreaterThan(1);
        }
    }

    @Test
    void a_browser_that_has_seen_the_end_is_told_to_stay_away() throws Exception {
        finish();
        try (EventStream first = open(path + "/events", null)) {
            assertThat(first.until(event -> event.name().equals("end"))).hasSize(2);
            assertThat(open(path + "/events", first.lastEventId()).status()).isEqualTo(204);
        }
    }

    @Test
    void many_streams_need_no_threads_of_their_own() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        List<EventStream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                streams.add(EventStream.open(client, request("/api/v1/events"), null));
            }
            tell(JobStatus.RUNNING, 7);
            for (EventStream stream : streams) {
                assertThat(stream.next().data().at("/data/epoch").asInt()).isEqualTo(7);
            }
            long busy = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().contains("-exec-"))
                    .count();
            assertThat(busy).as("Tomcat's threads").isLessThan(50);
        } finally {
            streams.forEach(EventStream::close);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1.5", "99999999999999999999"})
    void an_event_id_that_is_none_is_refused(String id) throws Exception {
        HttpResponse<String> response = send(request(path + "/events").header("Last-Event-ID", id));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(json(response).at("/errors/0/header").asString()).isEqualTo("Last-Event-ID");
    }

    @Test
    void an_id_from_another_database_is_no_reason_to_miss_events() throws Exception {
        tell(JobStatus.RUNNING, 1);
        try (EventStream stream = open(path + "/events", id(123456))) {
            assertThat(stream.next().id()).isEqualTo(id(1));
        }
    }

    @Test
    void a_log_is_followed_to_its_end() throws Exception {
        watch.status = JobStatus.RUNNING;
        watch.log.addAll(List.of(new LogLine(1, "one"), new LogLine(2, "two")));
        CompletableFuture<HttpResponse<String>> all = CompletableFuture.supplyAsync(() -> follow("?follow=true"));
        CompletableFuture<HttpResponse<String>> tail =
                CompletableFuture.supplyAsync(() -> follow("?follow=true&tail=1"));
        sleep(500);
        watch.log.add(new LogLine(3, "three"));
        watch.status = JobStatus.SUCCEEDED;

        assertThat(all.join().body()).isEqualTo("one\ntwo\nthree\n");
        assertThat(tail.join().body()).endsWith("two\nthree\n");
    }

    private HttpResponse<String> follow(String query) {
        try {
            return get(path + "/logs" + query);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_long_poll_answers_at_the_change_or_with_304_when_the_time_is_up() throws Exception {
        String tag = get(path).headers().firstValue("ETag").orElseThrow();
        assertThat(send(request(path + "?wait=300ms").header("If-None-Match", tag))
                        .statusCode())
                .isEqualTo(304);
        assertThat(send(request(path + "?wait=1ms").header("If-None-Match", "*"))
                        .statusCode())
                .isEqualTo(304);
        CompletableFuture<HttpResponse<String>> waiting = CLIENT.sendAsync(
                request(path + "?wait=60s").header("If-None-Match", tag).build(), HttpResponse.BodyHandlers.ofString());
        sleep(300);
        assertThat(waiting).isNotDone();
        jobs.set(id, JobStatus.CANCELLING);
        assertThat(json(waiting.join()).at("/status").asString()).isEqualTo("cancelling");
        assertThat(waiting.join().headers().firstValue("ETag"))
                .isEqualTo(get(path).headers().firstValue("ETag"));
        assertThat(get(path + "?wait=60s").statusCode()).isEqualTo(200);
        assertThat(json(get(path + "?wait=2h")).at("/errors/0/parameter").asString())
                .isEqualTo("wait");
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
