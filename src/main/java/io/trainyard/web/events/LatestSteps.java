package io.trainyard.web.events;

import io.trainyard.job.Job.Progress;
import io.trainyard.job.JobWatch;
import io.trainyard.job.JobWatch.LiveProgress;
import io.trainyard.result.IterationChunk;
import io.trainyard.result.IterationMetrics;
import io.trainyard.web.metrics.Downsampler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The steps that running jobs have done since they were asked for last, thinned out. */
final class LatestSteps {

    private static final int POINTS = 50;

    private final JobWatch watch;
    private final Map<String, Long> last = new HashMap<>();

    LatestSteps(JobWatch watch) {
        this.watch = watch;
    }

    /** Begins a little before where the job stands when it is seen for the first time, or has gone back. */
    List<IterationMetrics> of(LiveProgress job) {
        Progress progress = job.progress();
        long done = (long) progress.epoch() * progress.iterationsPerEpoch() + progress.iteration();
        long after = last.getOrDefault(job.jobId(), Long.MAX_VALUE);
        if (after > done + progress.iterationsPerEpoch()) {
            after = Math.max(0, done - POINTS);
        }
        List<IterationChunk> chunks = watch.iterations(job.jobId(), after);
        last.put(
                job.jobId(),
                chunks.isEmpty() ? after : chunks.get(chunks.size() - 1).last());
        return thinnedOut(chunks, after);
    }

    private static List<IterationMetrics> thinnedOut(List<IterationChunk> chunks, long after) {
        List<IterationMetrics> steps = new ArrayList<>();
        chunks.forEach(chunk -> chunk.forEach(step -> {
            if (step.iteration() > after) {
                steps.add(step);
            }
        }));
        return Downsampler.ofSteps(steps, POINTS);
    }

    void forgetAllBut(Set<String> running) {
        last.keySet().retainAll(running);
    }
}
