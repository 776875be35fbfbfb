package io.trainyard.dataset;

import io.trainyard.spec.Preprocessing.Explicit;
import io.trainyard.spec.Preprocessing.FromTrain;
import io.trainyard.spec.Preprocessing.None;
import io.trainyard.spec.Preprocessing.PerImage;
import io.trainyard.spec.Preprocessing.Standardize;
import java.util.Arrays;
import java.util.List;

/** Turns 8-bit pixels into what the network sees: (pixel / 255 - mean) / std. */
interface Standardization {

    /** Writes {@code source}, one NHWC image, to {@code target} from {@code offset} on. */
    void apply(byte[] source, float[] target, int offset);

    /** What {@link #apply} made, as pixels to be looked at, cut off at black and white. */
    byte[] undo(float[] values);

    /** @param value in [0,1] */
    static byte pixel(double value) {
        return (byte) Math.round(Math.min(Math.max(value, 0), 1) * 255);
    }

    /** @param trainIndices the training split; statistics are taken over it alone */
    static Standardize resolved(Standardize standardize, Images train, int[] trainIndices) {
        if (!(standardize instanceof FromTrain)) {
            return standardize;
        }
        ChannelStatistics statistics = ChannelStatistics.of(train, trainIndices);
        // A channel without variation is only centred, instead of becoming NaN.
        List<Double> std = Arrays.stream(statistics.std())
                .mapToObj(value -> value > 0 ? value : 1)
                .toList();
        return new Explicit(Arrays.stream(statistics.mean()).boxed().toList(), std);
    }

    /** @param standardize with the training split's statistics written out */
    static Standardization of(Standardize standardize, int channels) {
        if (standardize instanceof Explicit explicit) {
            if (explicit.mean().size() != channels || explicit.std().size() != channels) {
                throw new IllegalArgumentException("standardize gives %d means and %d stds for images of %d channels"
                        .formatted(explicit.mean().size(), explicit.std().size(), channels));
            }
            return new ChannelStandardization(array(explicit.mean()), array(explicit.std()));
        }
        if (standardize instanceof PerImage) {
            return new ImageStandardization();
        }
        if (standardize instanceof None) {
            return new ChannelStandardization(new double[channels], ones(channels));
        }
        throw new IllegalArgumentException("unknown standardization: " + standardize);
    }

    private static double[] ones(int channels) {
        double[] ones = new double[channels];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
