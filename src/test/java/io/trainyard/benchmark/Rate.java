package io.trainyard.benchmark;

/** Which speed, in images a second. */
enum Rate {
    TRAINING {
        @Override
        double of(Sample sample) {
            return sample.trainingRate();
        }

        @Override
        long flops(Network network) {
            return network.trainingFlops();
        }
    },
    EVALUATION {
        @Override
        double of(Sample sample) {
            return sample.evaluationRate();
        }

        @Override
        long flops(Network network) {
            return network.flops();
        }
    };

    abstract double of(Sample sample);

    /** Of one image. */
    abstract long flops(Network network);
}
