package io.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarReaderTest {

    private static final int RECORD = 3073;

    private final byte[] content = new byte[10_000 * RECORD];

    @TempDir
    Path folder;

    @Test
    void planes_become_pixels() throws IOException {
        int record = 2 * RECORD;
        content[record] = 9;
        content[record + 1 + 33] = 50; // red of row 1, column 1
        content[record + 1 + 1024 + 33] = 60;
        content[record + 1 + 2048 + 33] = 70;

        Images images = read(content);

        assertThat(images.count()).isEqualTo(10_000);
        assertThat(images.label(2)).isEqualTo(9);
        int pixel = 2 * 3072 + 33 * 3;
        assertThat(Arrays.copyOfRange(images.pixels(), pixel, pixel + 3)).containsExactly(50, 60, 70);
    }

    @Test
    void a_truncated_file_is_named_with_found_and_expected_size() {
        assertThatThrownBy(() -> read(Arrays.copyOf(content, 5_000 * RECORD)))
                .isInstanceOfSatisfying(
                        DatasetException.class, e -> assertThat(e.code()).isEqualTo("dataset_corrupt"))
                .hasMessageContaining("test_batch.bin is truncated")
                .hasMessageContaining("30730000")
                .hasMessageContaining("15365000");
    }

    @Test
    void a_label_beyond_the_classes_is_named_with_its_place() {
        content[77 * RECORD] = (byte) 255;

        assertThatThrownBy(() -> read(content))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("label 255 at image 77");
    }

    private Images read(byte[] file) throws IOException {
        Files.write(folder.resolve("test_batch.bin"), file);
        return CifarReader.read(folder, CifarReader.TEST_FILES);
    }
}
