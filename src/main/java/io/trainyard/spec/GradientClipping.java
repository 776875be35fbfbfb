package io.trainyard.spec;

/** A limit on the gradients of each step, before weight decay; semantics are those of torch.nn.utils. */
public sealed interface GradientClipping {

    /** Shrinks all gradients by one factor when their L2 norm, over all parameters at once, is larger. */
    record Norm(double maxNorm) implements GradientClipping {}

    /** Clamps each single gradient to ± this. */
    record Value(double maxValue) implements GradientClipping {}
}
