package io.trainyard.training;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint file, whole on disk.
 *
 * @param state where the run stood
 * @param metricValue the spec's checkpoint metric of the epoch that ended here; null within an epoch and without
 *     validation data
 * @param best whether that value is the best so far
 */
public record SavedCheckpoint(
        Path file, TrainingState state, @Nullable Double metricValue, boolean best) {}
