package io.trainyard.client;

import org.jspecify.annotations.Nullable;

/** What the quickstart reads of an epoch's metrics. {@code epoch} is 1-based, accuracy in [0,1]. */
record EpochRow(int epoch, @Nullable Double validationAccuracy, double imagesPerSecond) {}
