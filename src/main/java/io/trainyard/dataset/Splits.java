package io.trainyard.dataset;

import io.trainyard.dataset.CounterRandom.Purpose;
import io.trainyard.spec.DatasetSpec;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which images train, validate and test: indices into {@link Dataset#train} and {@link Dataset#test}, ascending. */
record Splits(int[] train, int[] validation, int[] test) {

    /**
     * Stratified by class; a function of the spec and the seed alone. {@code train_limit} is applied first, then
     * {@code validation_fraction} of what is left is held out, rounded to the nearest whole image but never all of them.
     * Every class gives its share; where shares are not whole, the largest remainders get the images that are left
     * over, lower classes first. The test images do not depend on the seed, so that runs with different seeds compare.
     */
    static Splits of(Dataset dataset, DatasetSpec spec, long seed) {
        int[][] available = shuffledClasses(dataset.train(), Purpose.SPLIT, seed);
        int[][] kept = take(available, limit(spec.trainLimit(), available));
        int[][] validation = take(kept, validationCount(count(kept), spec.validationFraction()));
        int[][] test = shuffledClasses(dataset.test(), Purpose.TEST_SUBSET, 0);
        return new Splits(
                ascending(without(kept, validation)),
                ascending(validation),
                ascending(take(test, limit(spec.testLimit(), test))));
    }

    private static int[][] shuffledClasses(Images images, Purpose purpose, long seed) {
        int classes =
                1 + IntStream.range(0, images.count()).map(images::label).max().orElse(-1);
        int[][] indices = new int[classes][];
        for (int label = 0; label < classes; label++) {
            int wanted = label;
            indices[label] = IntStream.range(0, images.count())
                    .filter(i -> images.label(i) == wanted)
                    .toArray();
            new CounterRandom(purpose, seed, label).shuffle(indices[label]);
        }
        return indices;
    }

    private static int limit(@Nullable Integer limit, int[][] classes) {
        return limit == null ? count(classes) : Math.min(limit, count(classes));
    }

    private static int validationCount(int available, double fraction) {
        return (int) Math.min(Math.round(available * fraction), Math.max(available - 1, 0));
    }

    /** The first images of every class, {@code total} in all. */
    private static int[][] take(int[][] classes, int total) {
        int[] shares = shares(classes, total);
        return IntStream.range(0, classes.length)
                .mapToObj(label -> Arrays.copyOf(classes[label], shares[label]))
                .toArray(int[][]::new);
    }

    /** What {@link #take} left. */
    private static int[][] without(int[][] classes, int[][] taken) {
        return IntStream.range(0, classes.length)
                .mapToObj(label -> Arrays.copyOfRange(classes[label], taken[label].length, classes[label].length))
                .toArray(int[][]::new);
    }

    /** Largest-remainder apportionment of {@code total} by class size, in whole numbers throughout. */
    private static int[] shares(int[][] classes, int total) {
        long all = count(classes);
        int[] shares = new int[classes.length];
        long[] remainders = new long[classes.length];
        int left = total;
        for (int label = 0; label < classes.length && all > 0; label++) {
            long quota = (long) total * classes[label].length;
            shares[label] = (int) (quota / all);
            remainders[label] = quota % all;
            left -= shares[label];
        }
        IntStream.range(0, classes.length)
                .boxed()
                .sorted((a, b) -> Long.compare(remainders[b], remainders[a]))
                .limit(left)
                .forEach(label -> shares[label]++);
        return shares;
    }

    private static int count(int[][] classes) {
        return Arrays.stream(classes).mapToInt(indices -> indices.length).sum();
    }

    private static int[] ascending(int[][] classes) {
        return Arrays.stream(classes).flatMapToInt(Arrays::stream).sorted().toArray();
    }
}
