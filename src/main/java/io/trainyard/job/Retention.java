package io.trainyard.job;

import io.trainyard.spec.Metric;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which checkpoints stay: the newest, the best, and always the one to go on from. */
record Retention(int keepLast, int keepBest, Metric metric) {

    /** @param best id of the best checkpoint; it always stays */
    Set<String> kept(List<Checkpoint> all, @Nullable String best) {
        Set<String> kept = new HashSet<>();
        if (best != null) {
            kept.add(best);
        }
        List<Checkpoint> newestFirst = all.stream()
                .sorted(Comparator.comparingInt(Checkpoint::epoch)
                        .thenComparingInt(Checkpoint::batch)
                        .reversed())
                .toList();
        newestFirst.stream().limit(1).forEach(last -> kept.add(last.id()));
        newestFirst.stream().filter(Retention::endsAnEpoch).limit(keepLast).forEach(last -> kept.add(last.id()));
        all.stream()
                .filter(checkpoint -> endsAnEpoch(checkpoint) && checkpoint.metricValue() != null)
                .sorted(this::bestFirst)
                .limit(keepBest)
                .forEach(good -> kept.add(good.id()));
        return kept;
    }

    private static boolean endsAnEpoch(Checkpoint checkpoint) {
        return checkpoint.batch() == 0;
    }

    private int bestFirst(Checkpoint one, Checkpoint other) {
        double mine = value(one);
        double theirs = value(other);
        if (metric.improves(mine, theirs)) {
            return -1;
        }
        return metric.improves(theirs, mine) ? 1 : Integer.compare(one.epoch(), other.epoch());
    }

    private static double value(Checkpoint checkpoint) {
        Double value = checkpoint.metricValue();
        return value == null ? Double.NaN : value;
    }
}
