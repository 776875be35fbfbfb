package io.trainyard.web.metrics;

import io.trainyard.result.IterationMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * Thins out rows so that a curve drawn from those left looks the same: of each stretch it keeps the rows with the smallest
 * and the largest value of every column, and the first row and the last one of all. Rows pass through in their order; no
 * more than a stretch's extremes are held.
 */
public final class Downsampler<T> {

    /** With fewer rows than this there is no room for the extremes of four columns. */
    static final int FEWEST = 20;

    static final List<ToDoubleFunction<IterationMetrics>> STEP_CURVES =
            List.of(IterationMetrics::trainLoss, IterationMetrics::trainAccuracy);

    private static final int ALWAYS = 3;

    private final long total;
    private final long stretches;
    private final List<Extremes<T>> columns;
    private final Predicate<T> always;
    private final Consumer<T> sink;
    private final TreeMap<Long, T> kept = new TreeMap<>();
    private long seen;
    private long stretch;

    /**
     * @param total how many rows will come; later ones are left out
     * @param points how many may be left, at least {@link #FEWEST}
     * @param columns what has extremes; NaN has no value
     * @param always what is kept whatever it is, at most once
     */
    Downsampler(long total, int points, List<ToDoubleFunction<T>> columns, Predicate<T> always, Consumer<T> sink) {
        this.total = total;
        this.stretches = total <= points ? total : Math.max(1, (points - ALWAYS) / (2L * columns.size()));
        this.columns = columns.stream().map(Extremes::new).toList();
        this.always = always;
        this.sink = sink;
    }

    /** At most {@code points} of these steps. */
    public static List<IterationMetrics> ofSteps(List<IterationMetrics> steps, int points) {
        List<IterationMetrics> left = new ArrayList<>();
        var sampler = new Downsampler<>(steps.size(), points, STEP_CURVES, step -> false, left::add);
        steps.forEach(sampler::accept);
        sampler.flush();
        return left;
    }

    boolean isFull() {
        return seen == total;
    }

    void accept(T row) {
        if (isFull()) {
            return;
        }
        long place = seen * stretches / total;
        if (place > stretch) {
            flush();
            stretch = place;
        }
        columns.forEach(column -> column.see(seen, row));
        if (always.test(row) || seen == 0 || seen == total - 1) {
            kept.put(seen, row);
        }
        seen++;
    }

    /** To be called after the last row. */
    void flush() {
        columns.forEach(column -> column.takeInto(kept));
        kept.values().forEach(sink);
        kept.clear();
    }

    /** Where one column is smallest and largest within a stretch. */
    private static final class Extremes<T> {

        private final ToDoubleFunction<T> column;
        private final List<Place<T>> places = new ArrayList<>();

        Extremes(ToDoubleFunction<T> column) {
            this.column = column;
        }

        void see(long number, T row) {
            double value = column.applyAsDouble(row);
            if (Double.isNaN(value)) {
                return;
            }
            Place<T> place = new Place<>(number, value, row);
            if (places.isEmpty()) {
                places.addAll(List.of(place, place));
            } else if (value < places.get(0).value) {
                places.set(0, place);
            } else if (value > places.get(1).value) {
                places.set(1, place);
            }
        }

        void takeInto(TreeMap<Long, T> kept) {
            places.forEach(place -> kept.put(place.number, place.row));
            places.clear();
        }

        private record Place<T>(long number, double value, T row) {}
    }
}
