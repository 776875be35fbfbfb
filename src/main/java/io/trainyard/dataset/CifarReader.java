package io.trainyard.dataset;

import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ImageShape;
import java.nio.file.Path;
import java.util.List;

/**
 * The binary version of CIFAR-10 (Krizhevsky, 2009): files of 10,000 records, each one label byte and the planes of red,
 * green and blue, row by row.
 */
final class CifarReader {

    static final List<String> TRAIN_FILES =
            List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin");
    static final List<String> TEST_FILES = List.of("test_batch.bin");

    private static final ImageShape SHAPE = DatasetName.CIFAR10.shape();
    private static final int RECORDS = 10_000;
    private static final int RECORD_LENGTH = 1 + SHAPE.size();

    private CifarReader() {}

    /** Reads files of one folder, one after the other. */
    static Images read(Path folder, List<String> names) {
        byte[] pixels = new byte[names.size() * RECORDS * SHAPE.size()];
        byte[] labels = new byte[names.size() * RECORDS];
        for (int i = 0; i < names.size(); i++) {
            read(DataFile.of(folder, names.get(i)), pixels, labels, i * RECORDS);
        }
        return new Images(SHAPE, pixels, labels);
    }

    private static void read(DataFile file, byte[] pixels, byte[] labels, int firstImage) {
        byte[] content = file.read(
                in -> file.bytes(in, RECORDS * RECORD_LENGTH, "%d records of %d".formatted(RECORDS, RECORD_LENGTH)));
        for (int record = 0; record < RECORDS; record++) {
            int start = record * RECORD_LENGTH;
            file.checkLabel(content[start], record, DatasetName.CIFAR10.classes());
            labels[firstImage + record] = content[start];
            interleave(content, start + 1, pixels, (firstImage + record) * SHAPE.size());
        }
    }

    /** Planes, one a channel, become pixels of all channels. */
    private static void interleave(byte[] planes, int from, byte[] pixels, int to) {
        int channels = SHAPE.channels();
        int plane = SHAPE.height() * SHAPE.width();
        for (int channel = 0; channel < channels; channel++) {
            for (int i = 0; i < plane; i++) {
                pixels[to + i * channels + channel] = planes[from + channel * plane + i];
            }
        }
    }
}
