package io.trainyard.web.events;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trainyard.job.Event;
import io.trainyard.job.Job;
import io.trainyard.job.JobStatus;
import io.trainyard.job.JobWatch;
import io.trainyard.job.Jobs;
import io.trainyard.web.AcceptHeader;
import io.trainyard.web.JobDocuments;
import io.trainyard.web.ListDocument;
import io.trainyard.web.WebConfiguration;
import io.trainyard.web.events.EventParameters.After;
import io.trainyard.web.events.EventParameters.LastEventId;
import io.trainyard.web.events.EventParameters.Limit;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(WebConfiguration.API)
@Tag(name = "events", description = "What happens to jobs, as a list or as a stream of server-sent events")
class EventController {

    private static final MediaType EVENT_STREAM = new MediaType("text", "event-stream", StandardCharsets.UTF_8);

    private final Jobs jobs;
    private final JobWatch watch;
    private final EventFeed feed;
    private final EventStreams streams;
    private final EventSettings settings;

    EventController(Jobs jobs, JobWatch watch, EventFeed feed, EventStreams streams, EventSettings settings) {
        this.jobs = jobs;
        this.watch = watch;
        this.feed = feed;
        this.streams = streams;
        this.settings = settings;
    }

    @Operation(
            summary = "A job's events",
            description = "A list, or by Accept: text/event-stream a stream of server-sent events. A stream begins with"
                    + " the first event, or after Last-Event-ID; between the stored ones it tells of progress, which has"
                    + " no id. It closes with the event end once the job is in a final status. A client that has seen"
                    + " everything of such a job and connects again gets a 204, which tells browsers to stay away.")
    @EventsResponse
    @ApiResponse(
            responseCode = "204",
            description = "A stream would have nothing more: the job has ended",
            content = @Content)
    @GetMapping(
            path = "/jobs/{id}/events",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
    @Nullable
    ResponseEntity<?> ofJob(
            @PathVariable String id,
            @After @RequestParam(name = "after", required = false) @Nullable Long after,
            @Limit @RequestParam(name = "limit", defaultValue = "100") int limit,
            @LastEventId @RequestHeader(name = EventQuery.HEADER, required = false) @Nullable String lastEventId,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "*/*") String accept,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Job job = JobDocuments.require(jobs, id);
        EventQuery query = EventQuery.of(lastEventId, after, limit);
        if (!wantsStream(accept)) {
            return list(query, (from, most) -> watch.events(id, from, most));
        }
        JobStatus status = job.state().status();
        long from = query.afterOr(0, watch.lastEvent());
        if (query.resumes() && status.isFinal() && watch.events(id, from, 1).isEmpty()) {
            return ResponseEntity.noContent().build();
        }
        return stream(request, response, new EventSource(feed, settings, id, from, status));
    }

    @Operation(
            summary = "All jobs' events",
            description = "As those of a job. A stream without Last-Event-ID begins now, and does not end.")
    @EventsResponse
    @GetMapping(
            path = "/events",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
    @Nullable
    ResponseEntity<?> ofAll(
            @After @RequestParam(name = "after", required = false) @Nullable Long after,
            @Limit @RequestParam(name = "limit", defaultValue = "100") int limit,
            @LastEventId @RequestHeader(name = EventQuery.HEADER, required = false) @Nullable String lastEventId,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = "*/*") String accept,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        EventQuery query = EventQuery.of(lastEventId, after, limit);
        if (!wantsStream(accept)) {
            return list(query, watch::events);
        }
        long last = watch.lastEvent();
        return stream(request, response, new EventSource(feed, settings, null, query.afterOr(last, last), null));
    }

    private static boolean wantsStream(String accept) {
        return AcceptHeader.prefers(accept, MediaType.TEXT_EVENT_STREAM, MediaType.APPLICATION_JSON);
    }

    private static ResponseEntity<?> list(EventQuery query, BiFunction<Long, Integer, List<Event>> events) {
        List<Event> found = events.apply(query.after() == null ? 0 : query.after(), query.limit() + 1);
        boolean more = found.size() > query.limit();
        List<EventDocument> data =
                found.stream().limit(query.limit()).map(EventDocument::of).toList();
        String next = more ? String.valueOf(data.get(data.size() - 1).id()) : null;
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(new ListDocument<>(data, more, next));
    }

    /** HEAD gets the headers alone, instead of a stream that would stay open for nothing. */
    private @Nullable ResponseEntity<?> stream(
            HttpServletRequest request, HttpServletResponse response, StreamSource source) throws IOException {
        if (request.getMethod().equals("HEAD")) {
            return ResponseEntity.ok().contentType(MediaType.TEXT_EVENT_STREAM).build();
        }
        streams.open(request, response, EVENT_STREAM, source);
        return null;
    }
}
