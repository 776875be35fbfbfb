package io.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainyard.spec.DatasetName;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxReaderTest {

    private static final int COUNT = 10_000;

    @TempDir
    Path folder;

    private byte[] images;
    private byte[] labels;

    @BeforeEach
    void whole_files() {
        images = idx(0x803, COUNT, 28, 28);
        images[16 + 3 * 784 + 5] = (byte) 200;
        labels = idx(0x801, COUNT);
        labels[8 + 3] = 7;
    }

    @Test
    void reads_plain_and_gzipped_files_alike() throws IOException {
        Files.write(folder.resolve("t10k-images-idx3-ubyte"), images);
        gzip("t10k-labels-idx1-ubyte.gz", labels);

        Images read = IdxReader.test(folder, DatasetName.MNIST);

        assertThat(read.count()).isEqualTo(COUNT);
        assertThat(read.label(3)).isEqualTo(7);
        assertThat(read.pixels()[3 * 784 + 5]).isEqualTo((byte) 200);
    }

    @Test
    void names_the_file_and_both_magic_numbers() {
        assertCorrupt(idx(0x801, COUNT), labels)
                .hasMessageContaining("t10k-images-idx3-ubyte")
                .hasMessageContaining("0x00000801")
                .hasMessageContaining("0x00000803");
    }

    @Test
    void a_file_that_is_cut_off_is_truncated() {
        assertCorrupt(Arrays.copyOf(images, 5_000), labels)
                .hasMessageContaining("truncated")
                .hasMessageContaining("7840000")
                .hasMessageContaining("4984");
        assertCorrupt(images, Arrays.copyOf(labels, 6)).hasMessageContaining("truncated");
    }

    @Test
    void a_gzip_file_that_is_cut_off_or_none_is_told_apart() throws IOException {
        gzip("t10k-labels-idx1-ubyte.gz", labels);
        Files.write(folder.resolve("t10k-images-idx3-ubyte.gz"), images);
        assertThatThrownBy(() -> IdxReader.test(folder, DatasetName.MNIST)).hasMessageContaining("no valid gzip");

        Path packed = gzip("t10k-images-idx3-ubyte.gz", images);
        Files.write(packed, Arrays.copyOf(Files.readAllBytes(packed), 1_000));
        assertThatThrownBy(() -> IdxReader.test(folder, DatasetName.MNIST)).hasMessageContaining("truncated");
    }

    @Test
    void more_bytes_than_announced_are_damage() {
        assertCorrupt(Arrays.copyOf(images, images.length + 1), labels).hasMessageContaining("too long");
    }

    @Test
    void a_label_beyond_the_classes_is_named_with_its_place() {
        labels[8 + 42] = 10;

        assertCorrupt(images, labels)
                .hasMessageContaining("label 10 at image 42")
                .hasMessageContaining("0 to 9");
    }

    @Test
    void as_many_labels_as_images() {
        assertCorrupt(images, idx(0x801, COUNT - 1))
                .hasMessageContaining("t10k-labels-idx1-ubyte has dimensions 9999, expected 10000");
    }

    private AbstractThrowableAssert<?, ?> assertCorrupt(byte[] imageFile, byte[] labelFile) {
        return assertThatThrownBy(() -> {
                    Files.write(folder.resolve("t10k-images-idx3-ubyte"), imageFile);
                    Files.write(folder.resolve("t10k-labels-idx1-ubyte"), labelFile);
                    IdxReader.test(folder, DatasetName.MNIST);
                })
                .isInstanceOfSatisfying(
                        DatasetException.class, e -> assertThat(e.code()).isEqualTo("dataset_corrupt"));
    }

    private Path gzip(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(content);
        }
        return file;
    }

    static byte[] idx(int magic, int... dimensions) {
        int size = Arrays.stream(dimensions).reduce(1, Math::multiplyExact);
        ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * dimensions.length + size);
        buffer.putInt(magic);
        Arrays.stream(dimensions).forEach(buffer::putInt);
        return buffer.array();
    }
}
