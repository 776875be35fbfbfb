package io.trainyard.web;

import io.trainyard.spec.DatasetName;

/** Tells people where a data set's files belong. */
final class DatasetFiles {

    private DatasetFiles() {}

    static String hint(DatasetName name) {
        return switch (name) {
            case CIFAR10 -> put("cifar-10", "data_batch_1.bin to data_batch_5.bin and test_batch.bin");
            case MNIST -> put("mnist", idx());
            case FASHION_MNIST -> put("fashion-mnist", idx());
            case SHAPES -> "It is built in and needs none.";
        };
    }

    private static String put(String folder, String files) {
        return "Put %s into the folder %s of trainyard.data (or TRAINYARD_DATA), or run a job on it: that downloads them."
                .formatted(files, folder);
    }

    private static String idx() {
        return "train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte"
                + " (plain or .gz)";
    }
}
