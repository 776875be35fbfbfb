package io.trainyard.engine.onednn;

/**
 * Two sums for each channel, of every member of a team. In their order they are put together, so that equal values give
 * equal bits.
 */
record NormSums(double[][] first, double[][] second) {

    /** Those that all members have in common. */
    static NormSums of(Share share, Object key, int channels) {
        int members = share.meeting().size();
        return share.meeting()
                .common(key, () -> new NormSums(new double[members][channels], new double[members][channels]));
    }

    double[] first(Share share) {
        return first[share.member()];
    }

    double[] second(Share share) {
        return second[share.member()];
    }

    /** The plain sums. */
    void add(double[] firstSum, double[] secondSum) {
        for (int member = 0; member < first.length; member++) {
            for (int i = 0; i < firstSum.length; i++) {
                firstSum[i] += first[member][i];
                secondSum[i] += second[member][i];
            }
        }
    }

    /**
     * Mean and biased variance of the whole batch from the members' means and sums of squared differences (Chan, Golub and
     * LeVeque, Updating formulae and a pairwise algorithm for computing sample variances, 1979).
     *
     * @param pixels of an image
     */
    void combine(Share share, double pixels, double[] mean, double[] variance) {
        double count = share.batch() * pixels;
        for (int member = 0; member < first.length; member++) {
            double part = share.of(member).size() * pixels;
            for (int i = 0; i < mean.length; i++) {
                mean[i] += first[member][i] * part / count;
            }
        }
        for (int member = 0; member < first.length; member++) {
            double part = share.of(member).size() * pixels;
            for (int i = 0; i < mean.length; i++) {
                double difference = first[member][i] - mean[i];
                variance[i] += (second[member][i] + part * difference * difference) / count;
            }
        }
    }
}
