package io.trainyard.job;

import io.trainyard.job.ForkRows.BestEpoch;
import io.trainyard.job.ForkRows.Origin;
import io.trainyard.spec.Metric;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The best epochs of jobs: their own, and what forks carry on with. */
@Component
class BestEpochs {

    private final MetricRows metrics;
    private final ForkRows forks;

    BestEpochs(MetricRows metrics, ForkRows forks) {
        this.metrics = metrics;
        this.forks = forks;
    }

    /** The first of the best among the first {@code epochs}. */
    Optional<BestEpoch> of(String jobId, Metric metric, int epochs) {
        Optional<BestEpoch> own = metrics.best(jobId, metric, epochs)
                .map(epoch -> new BestEpoch(epoch.epoch(), CheckpointKeeper.require(epoch, metric)));
        BestEpoch inherited = forks.of(jobId).map(Origin::best).orElse(null);
        return own.filter(best -> improves(best, inherited, metric)).or(() -> Optional.ofNullable(inherited));
    }

    private static boolean improves(BestEpoch own, @Nullable BestEpoch inherited, Metric metric) {
        return inherited == null || metric.improves(own.value(), inherited.value());
    }
}
