package io.trainyard.web.metrics;

import io.trainyard.job.Job;
import io.trainyard.job.JobWatch;
import io.trainyard.result.IterationChunk;
import io.trainyard.result.IterationMetrics;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A job's steps as they were when this was made, thinned out and read chunk by chunk. */
final class IterationTable {

    private final JobWatch watch;
    private final Job job;
    private final MetricsQuery query;
    private final int points;
    private final long total;

    IterationTable(JobWatch watch, Job job, MetricsQuery query, int points) {
        this.watch = watch;
        this.job = job;
        this.query = query;
        this.points = points;
        this.total = watch.countIterations(job.id(), query.after());
    }

    /** Steps are only ever added, but for a new attempt, which takes some back. */
    String etag() {
        int asked = Objects.hash(points, query.after(), query.csv(), bestEpoch());
        return "\"%s-%d-%d-%x\"".formatted(job.id(), job.state().attempt(), total, asked);
    }

    void writeTo(Consumer<IterationMetrics> sink) {
        var sampler = new Downsampler<>(total, points, Downsampler.STEP_CURVES, firstOf(bestEpoch()), sink);
        long last = query.after();
        while (!sampler.isFull()) {
            List<IterationChunk> chunks = watch.iterations(job.id(), last);
            if (chunks.isEmpty()) {
                break; // a new attempt has taken steps back meanwhile
            }
            chunks.forEach(chunk -> chunk.forEach(step -> {
                if (step.iteration() > query.after()) {
                    sampler.accept(step);
                }
            }));
            last = chunks.get(chunks.size() - 1).last();
        }
        sampler.flush();
    }

    private int bestEpoch() {
        Job.Best best = job.best();
        return best == null ? 0 : best.epoch();
    }

    private static Predicate<IterationMetrics> firstOf(int epoch) {
        return new Predicate<>() {
            private boolean found;

            @Override
            public boolean test(IterationMetrics step) {
                boolean first = !found && step.epoch() == epoch;
                found |= first;
                return first;
            }
        };
    }
}
