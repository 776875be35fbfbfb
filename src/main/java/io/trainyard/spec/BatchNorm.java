package io.trainyard.spec;

/** Batch normalization; with a scale and a shift where it is {@link #affine}, with running statistics always. */
public sealed interface BatchNorm extends Layer permits Layer.BatchNorm1d, Layer.BatchNorm2d {

    double eps();

    /** Weight of the new batch in the running statistics. */
    double momentum();

    boolean affine();

    @Override
    default long parameters(Shape input) {
        return affine() ? 2L * input.channels() : 0;
    }

    @Override
    default long flops(Shape input) {
        return 2 * input.size();
    }
}
