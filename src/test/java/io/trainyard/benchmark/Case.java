package io.trainyard.benchmark;

/** What is measured. */
record Case(String network, int batchSize) {

    @Override
    public String toString() {
        return network + ", batch " + batchSize;
    }
}
