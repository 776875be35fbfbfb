package io.trainyard.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model judged on a split.
 *
 * @param topK null if it was not asked for
 * @param confusion examples by [true class][predicted class]
 * @param calibration null in evaluations of version 0.1.0
 * @param mistakes the most confident first; null in evaluations of version 0.1.0
 */
public record EvaluationResult(
        double loss,
        double accuracy,
        @Nullable TopK topK,
        long examples,
        long[][] confusion,
        @Nullable Calibration calibration,
        @Nullable List<Mistake> mistakes) {

    /** One of version 0.1.0. */
    public EvaluationResult(double loss, double accuracy, @Nullable TopK topK, long examples, long[][] confusion) {
        this(loss, accuracy, topK, examples, confusion, null, null);
    }

    /**
     * Right at one of the k best guesses.
     *
     * @param k how many guesses count
     * @param accuracy share of the examples whose class is among the {@code k} best guesses; of equals the lower
     *     class is the better
     */
    public record TopK(int k, double accuracy) {}
}
