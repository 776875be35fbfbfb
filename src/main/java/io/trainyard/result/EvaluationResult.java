package io.trainyard.result;

import org.jspecify.annotations.Nullable;

/**
 * A model judged on a split.
 *
 * @param topK null if it was not asked for
 * @param confusion examples by [true class][predicted class]
 */
public record EvaluationResult(
        double loss, double accuracy, @Nullable TopK topK, long examples, long[][] confusion) {

    /** @param accuracy share of the examples whose class is among the {@code k} best guesses; of equals the lower class is the better */
    public record TopK(int k, double accuracy) {}
}
