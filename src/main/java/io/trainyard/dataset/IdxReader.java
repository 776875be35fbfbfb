package io.trainyard.dataset;

import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ImageShape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The IDX format of MNIST: big-endian, a magic number (type and number of dimensions), the dimensions, then unsigned bytes.
 */
final class IdxReader {

    static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
    static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
    static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
    static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

    /** Two zero bytes, 8 for unsigned bytes, then the number of dimensions. */
    private static final int UNSIGNED_BYTES = 0x0800;

    private IdxReader() {}

    static Images train(Path folder, DatasetName name) {
        return read(name, name.trainExamples(), DataFile.of(folder, TRAIN_IMAGES), DataFile.of(folder, TRAIN_LABELS));
    }

    static Images test(Path folder, DatasetName name) {
        return read(name, name.testExamples(), DataFile.of(folder, TEST_IMAGES), DataFile.of(folder, TEST_LABELS));
    }

    private static Images read(DatasetName name, int count, DataFile imageFile, DataFile labelFile) {
        ImageShape shape = name.shape();
        byte[] labels = values(labelFile, count);
        for (int i = 0; i < count; i++) {
            labelFile.checkLabel(labels[i], i, name.classes());
        }
        return new Images(shape, values(imageFile, count, shape.height(), shape.width()), labels);
    }

    private static byte[] values(DataFile file, int... expected) {
        return file.read(in -> {
            int magic = in.readInt();
            int expectedMagic = UNSIGNED_BYTES + expected.length;
            if (magic != expectedMagic) {
                throw file.corrupt(
                        "starts with the magic number 0x%08x, expected 0x%08x".formatted(magic, expectedMagic));
            }
            int[] dimensions = new int[expected.length];
            for (int i = 0; i < dimensions.length; i++) {
                dimensions[i] = in.readInt();
            }
            String size = dimensions(expected);
            if (!Arrays.equals(dimensions, expected)) {
                throw file.corrupt("has dimensions %s, expected %s".formatted(dimensions(dimensions), size));
            }
            return file.bytes(in, Arrays.stream(expected).reduce(1, Math::multiplyExact), size);
        });
    }

    private static String dimensions(int[] dimensions) {
        return Arrays.stream(dimensions).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
    }
}
