package io.trainyard.web.events;

import io.trainyard.job.Event;
import io.trainyard.job.EventData;
import io.trainyard.job.JobWatch;
import io.trainyard.job.JobWatch.LiveProgress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is new, read once for all streams of this server. {@link #poll} is called by one thread; all else by any. */
@Component
class EventFeed {

    private static final int PAGE = 500;

    private final JobWatch watch;
    private final Map<String, LiveProgress> known = new HashMap<>();
    private volatile RecentEvents recent = RecentEvents.after(Long.MAX_VALUE);
    private volatile List<Frame> progress = List.of();
    private final LatestSteps steps;
    private long version;

    EventFeed(JobWatch watch) {
        this.steps = new LatestSteps(watch);
        this.watch = watch;
    }

    /** Forgets what was read before nobody watched. */
    void restart() {
        recent = RecentEvents.after(watch.lastEvent());
    }

    void poll() {
        Map<String, LiveProgress> running = new LinkedHashMap<>();
        watch.running().forEach(progress -> running.put(progress.jobId(), progress));
        List<Frame> events;
        do {
            events = watch.events(recent.end(), PAGE).stream().map(Frame::of).toList();
            recent = recent.plus(events);
            // Was read before: no progress may follow the status that ended it.
            events.stream()
                    .filter(frame -> frame.data() instanceof EventData.StatusChange)
                    .forEach(frame -> running.remove(frame.jobId()));
        } while (events.size() == PAGE);
        progress = changed(running.values());
    }

    /** The latest progress of each running job; a job that has not moved keeps its frame. */
    private List<Frame> changed(Collection<LiveProgress> running) {
        Map<String, Frame> before = new HashMap<>();
        progress.forEach(frame -> before.put(frame.jobId(), frame));
        List<Frame> frames = new ArrayList<>();
        for (LiveProgress now : running) {
            Frame old = before.get(now.jobId());
            boolean same = old != null && now.equals(known.get(now.jobId()));
            frames.add(same ? old : Frame.of(now, steps.of(now), ++version));
        }
        known.clear();
        running.forEach(now -> known.put(now.jobId(), now));
        steps.forgetAllBut(known.keySet());
        frames.sort(Comparator.comparingLong(Frame::place));
        return List.copyOf(frames);
    }

    /** Progress with versions above {@code seen}, of one job or of all. */
    List<Frame> progress(@Nullable String jobId, long seen) {
        return progress.stream()
                .filter(frame -> frame.place() > seen && isOf(frame, jobId))
                .toList();
    }

    /**
     * Events with ids above {@code after}, of one job or of all.
     *
     * @return with the id up to which that is all there is
     */
    Batch events(@Nullable String jobId, long after) {
        RecentEvents newest = recent;
        if (after >= newest.end()) {
            return new Batch(List.of(), after);
        }
        if (after >= newest.start()) {
            List<Frame> frames = newest.frames().stream()
                    .filter(frame -> frame.place() > after && isOf(frame, jobId))
                    .toList();
            return new Batch(frames, newest.end());
        }
        return stored(jobId, after, newest.start());
    }

    private Batch stored(@Nullable String jobId, long after, long recentStart) {
        List<Event> events = jobId == null ? watch.events(after, PAGE) : watch.events(jobId, after, PAGE);
        long last = events.isEmpty() ? after : events.get(events.size() - 1).id();
        boolean all = events.size() < PAGE && recentStart != Long.MAX_VALUE;
        return new Batch(events.stream().map(Frame::of).toList(), all ? Math.max(last, recentStart) : last);
    }

    private static boolean isOf(Frame frame, @Nullable String jobId) {
        return jobId == null || frame.jobId().equals(jobId);
    }

    record Batch(List<Frame> frames, long upTo) {}
}
