package io.trainyard.result;

import org.jspecify.annotations.Nullable;

/**
 * A model judged on a split.
 *
 * @param confusion examples by [true class][predicted class]
 * @param top5Accuracy null with fewer than 6 classes
 */
public record EvaluationResult(
        double loss, double accuracy, @Nullable Double top5Accuracy, long examples, long[][] confusion) {}
