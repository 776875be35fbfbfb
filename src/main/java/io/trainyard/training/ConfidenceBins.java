package io.trainyard.training;

import io.trainyard.result.Calibration;
import io.trainyard.result.Calibration.Bin;
import java.util.ArrayList;
import java.util.List;

/** Sorts guesses by their confidence, as Guo et al. 2017 do: 15 bins of equal width, each without its lower end. */
final class ConfidenceBins {

    private static final int BINS = 15;

    private final long[] counts = new long[BINS];
    private final long[] right = new long[BINS];
    private final double[] confidences = new double[BINS];

    void add(double confidence, boolean correct) {
        int bin = Math.min(Math.max((int) Math.ceil(confidence * BINS) - 1, 0), BINS - 1);
        counts[bin]++;
        right[bin] += correct ? 1 : 0;
        confidences[bin] += confidence;
    }

    Calibration calibration() {
        List<Bin> bins = new ArrayList<>();
        long examples = 0;
        double gaps = 0;
        for (int i = 0; i < BINS; i++) {
            long divisor = Math.max(counts[i], 1);
            bins.add(new Bin(
                    (double) i / BINS,
                    (i + 1.0) / BINS,
                    counts[i],
                    confidences[i] / divisor,
                    (double) right[i] / divisor));
            examples += counts[i];
            gaps += Math.abs(right[i] - confidences[i]);
        }
        return new Calibration(examples == 0 ? 0 : gaps / examples, bins);
    }
}
