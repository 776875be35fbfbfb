package io.trainyard.engine;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gradients of several batches as one, as PyTorch's {@code (loss / k).backward()} for each of k batches gives it: the
 * mean of theirs. A single batch's stays where it is.
 */
final class GradientAccumulator {

    private final INDArray gradients;
    private @Nullable INDArray sum;

    /** @param gradients the vector that each batch's backward pass overwrites */
    GradientAccumulator(INDArray gradients) {
        this.gradients = gradients;
    }

    /**
     * Takes in the gradients just computed. After the last batch the mean is in their place.
     *
     * @param index of the batch, from 0
     * @param count of the batches
     */
    void add(int index, int count) {
        if (count == 1) {
            return;
        }
        if (index == 0) {
            sum = sum == null ? gradients.dup() : sum.assign(gradients);
        } else if (index < count - 1) {
            sum.addi(gradients);
        } else {
            gradients.addi(sum).divi(count);
        }
    }
}
