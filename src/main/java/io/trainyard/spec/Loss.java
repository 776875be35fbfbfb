package io.trainyard.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cross entropy over logits, mean over the batch, as torch.nn.CrossEntropyLoss.
 *
 * @param classWeights its {@code weight}, by class; null weighs all alike
 */
public record Loss(double labelSmoothing, @Nullable List<Double> classWeights) {

    public Loss {
        classWeights = classWeights == null ? null : List.copyOf(classWeights);
    }

    public Loss(double labelSmoothing) {
        this(labelSmoothing, null);
    }

    /** What an example of this class counts. */
    public double weight(int label) {
        return classWeights == null ? 1 : classWeights.get(label);
    }
}
