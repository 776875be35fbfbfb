package io.trainyard.engine.vector;

/**
 * What the gradient of batch norm comes down to once the batch's sums are known: {@code factor * gradient + slope * value + constant} by
 * channel, where the ReLU behind it let the output through. Whoever reads the gradients can do it in passing.
 *
 * @param forward what was done to the values
 * @param slopes of all channels, as they are at the time
 * @param constants likewise
 */
public record NormGradient(Rescale forward, float[] slopes, float[] constants) {}
