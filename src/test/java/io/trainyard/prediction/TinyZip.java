package io.trainyard.prediction;

import io.trainyard.model.PixelStandardization;
import io.trainyard.model.StoredModel;
import io.trainyard.model.StoredTensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.json.JsonMapper;

/** A checkpoint file as far as an export reads it. */
final class TinyZip {

    private TinyZip() {}

    static InputStream of(PixelStandardization pixels, List<StoredTensor> tensors, byte[] coefficients)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(StoredModel.ENTRY));
            zip.write(JsonMapper.shared().writeValueAsBytes(new StoredModel(pixels, tensors)));
            zip.putNextEntry(new ZipEntry(StoredModel.COEFFICIENTS));
            zip.write(coefficients);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
