package io.trainyard.dataset;

import io.trainyard.spec.ImageShape;

/**
 * One labelled image.
 *
 * @param index within its {@link Images}
 * @param pixels height x width x channels, unsigned
 */
public record Sample(int index, int label, ImageShape shape, byte[] pixels) {}
