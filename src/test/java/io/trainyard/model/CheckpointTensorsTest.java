package io.trainyard.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CheckpointTensorsTest {

    private static final PixelStandardization PIXELS = new PixelStandardization(true, List.of(), List.of());

    /** Two outputs in two groups of one input each, kernels of 1x2, behind a head of 5 bytes; then a bias. */
    private static final List<StoredTensor> TENSORS = List.of(
            new StoredTensor("0.weight", List.of(2L, 1L, 1L, 2L), 5, 2),
            new StoredTensor("0.bias", List.of(2L), 37, 1));

    private static final float[] VALUES = {1, 2, 0, 0, 0, 0, 3, 4, 5, 6};

    private static byte[] file(StoredModel model) throws IOException {
        ByteBuffer coefficients = ByteBuffer.allocate(5 + 4 * VALUES.length);
        coefficients.position(5);
        for (float value : VALUES) {
            coefficients.putFloat(value);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            zip.putNextEntry(new ZipEntry(StoredModel.ENTRY));
            zip.write(JsonMapper.shared().writeValueAsBytes(model));
            zip.putNextEntry(new ZipEntry(StoredModel.COEFFICIENTS));
            zip.write(coefficients.array());
        }
        return file.toByteArray();
    }

    private static List<float[]> read(byte[] file) throws IOException {
        List<float[]> rows = new ArrayList<>();
        try (CheckpointTensors tensors = CheckpointTensors.open(new ByteArrayInputStream(file))) {
            for (StoredTensor tensor : tensors.model().tensors()) {
                tensors.read(tensor, row -> rows.add(row.clone()));
            }
            tensors.finish();
        }
        return rows;
    }

    @Test
    void gives_tensors_row_by_row_without_the_zeros_between_groups() throws IOException {
        assertThat(read(file(new StoredModel(PIXELS, TENSORS))))
                .containsExactly(new float[] {1, 2}, new float[] {3, 4}, new float[] {5, 6});
    }

    @Test
    void a_file_whose_checksum_is_wrong_is_refused() throws IOException {
        byte[] file = file(new StoredModel(PIXELS, TENSORS));
        int five = indexOf(file, ByteBuffer.allocate(4).putFloat(5).array());
        file[five + 3] ^= 1;
        assertThatThrownBy(() -> read(file)).isInstanceOf(IOException.class).hasMessageContaining("CRC");
    }

    @Test
    void a_file_that_ends_too_early_is_refused() throws IOException {
        byte[] file = file(new StoredModel(PIXELS, TENSORS));
        int five = indexOf(file, ByteBuffer.allocate(4).putFloat(5).array());
        assertThatThrownBy(() -> read(Arrays.copyOf(file, five))).isInstanceOf(IOException.class);
    }

    @Test
    void a_file_that_does_not_know_how_pixels_were_standardized_counts_as_old() throws IOException {
        byte[] file = file(new StoredModel(null, TENSORS));
        assertThatThrownBy(() -> read(file)).isInstanceOf(OldCheckpointException.class);
    }

    @Test
    void a_file_of_a_later_version_is_refused_by_its_format() throws IOException {
        byte[] file = file(new StoredModel("trainyard-model-9", PIXELS, TENSORS));
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(OldCheckpointException.class)
                .hasMessageContaining("trainyard-model-9");
    }

    private static int indexOf(byte[] file, byte[] bytes) {
        for (int i = 0; i < file.length; i++) {
            if (Arrays.equals(file, i, i + bytes.length, bytes, 0, bytes.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }
}
