package io.trainyard.engine.vector;

import org.jspecify.annotations.Nullable;

/**
 * What a convolution works on.
 *
 * @param x inputs, batch x blocks x height x width x channel
 * @param y outputs, likewise
 * @param addend what is added to the outputs before any ReLU, of their shape; may be these themselves
 */
public record Operands(
        Storage x, int images, Storage y, @Nullable Storage addend) {}
