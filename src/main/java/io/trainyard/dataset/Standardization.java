package io.trainyard.dataset;

import io.trainyard.spec.Preprocessing.Explicit;
import io.trainyard.spec.Preprocessing.FromTrain;
import io.trainyard.spec.Preprocessing.None;
import io.trainyard.spec.Preprocessing.Standardize;
import java.util.List;

/** Turns 8-bit pixels into what the network sees: (pixel / 255 - mean) / std, from one table a channel. */
final class Standardization {

    private final float[][] values;

    private Standardization(double[] mean, double[] std) {
        values = new float[mean.length][256];
        for (int channel = 0; channel < mean.length; channel++) {
            // A channel without variation is only centred, instead of becoming NaN.
            double scale = std[channel] > 0 ? std[channel] : 1;
            for (int pixel = 0; pixel < 256; pixel++) {
                values[channel][pixel] = (float) ((pixel / 255.0 - mean[channel]) / scale);
            }
        }
    }

    /** @param trainIndices the training split; statistics are taken over it alone */
    static Standardization of(Standardize standardize, Images train, int[] trainIndices) {
        int channels = train.shape().channels();
        if (standardize instanceof Explicit explicit) {
            if (explicit.mean().size() != channels || explicit.std().size() != channels) {
                throw new IllegalArgumentException("standardize gives %d means and %d stds for images of %d channels"
                        .formatted(explicit.mean().size(), explicit.std().size(), channels));
            }
            return new Standardization(array(explicit.mean()), array(explicit.std()));
        }
        if (standardize instanceof FromTrain) {
            ChannelStatistics statistics = ChannelStatistics.of(train, trainIndices);
            return new Standardization(statistics.mean(), statistics.std());
        }
        if (standardize instanceof None) {
            return new Standardization(new double[channels], new double[channels]);
        }
        throw new IllegalArgumentException("unknown standardization: " + standardize);
    }

    /** Writes {@code source}, one NHWC image, to {@code target} from {@code offset} on. */
    void apply(byte[] source, float[] target, int offset) {
        int channels = values.length;
        for (int channel = 0; channel < channels; channel++) {
            float[] table = values[channel];
            for (int i = channel; i < source.length; i += channels) {
                target[offset + i] = table[source[i] & 0xFF];
            }
        }
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
