package io.trainyard.model;

import io.trainyard.spec.Preprocessing.Explicit;
import io.trainyard.spec.Preprocessing.FromTrain;
import io.trainyard.spec.Preprocessing.PerImage;
import io.trainyard.spec.Preprocessing.Standardize;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happens to pixels in [0,1] before the network sees them: (pixel - mean) / std.
 *
 * @param perImage whether by mean and std of each image's own values, all channels together, the std at least
 *     1 / sqrt(values); mean and std are then empty
 * @param mean per channel, 0 where pixels stay as they are
 * @param std per channel, 1 where pixels stay as they are
 */
public record PixelStandardization(boolean perImage, List<Double> mean, List<Double> std) {

    public PixelStandardization {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
    }

    /** Null while the training split's statistics are not known. */
    public static @Nullable PixelStandardization of(Standardize standardize, int channels) {
        if (standardize instanceof FromTrain) {
            return null;
        }
        if (standardize instanceof Explicit explicit) {
            return new PixelStandardization(false, explicit.mean(), explicit.std());
        }
        return standardize instanceof PerImage
                ? new PixelStandardization(true, List.of(), List.of())
                : new PixelStandardization(
                        false, Collections.nCopies(channels, 0.0), Collections.nCopies(channels, 1.0));
    }

    /** Whether pixels stay in [0,1]. */
    public boolean changesNothing() {
        return !perImage
                && mean.stream().allMatch(value -> value == 0)
                && std.stream().allMatch(value -> value == 1);
    }
}
