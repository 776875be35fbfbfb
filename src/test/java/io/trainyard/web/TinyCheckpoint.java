package io.trainyard.web;

import io.trainyard.model.PixelStandardization;
import io.trainyard.model.StoredModel;
import io.trainyard.model.StoredTensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A checkpoint of the network in {@link WebServerTest#SPEC}, which knows three colours: class 0 is red, 1 green, 2 blue.
 * Its logits are the colours' sums over all pixels, those of the other classes are 0.
 */
final class TinyCheckpoint {

    private static final int CLASSES = 10;
    private static final int VALUES = 3 * 32 * 32;

    private TinyCheckpoint() {}

    static byte[] bytes() {
        return bytes(new StoredModel(
                new PixelStandardization(false, List.of(0.5, 0.5, 0.5), List.of(1.0, 1.0, 1.0)),
                List.of(
                        new StoredTensor("1.weight", List.of((long) CLASSES, (long) VALUES), 0, 1),
                        new StoredTensor("1.bias", List.of((long) CLASSES), 4L * CLASSES * VALUES, 1))));
    }

    /** As version 0.1.0 wrote them. */
    static byte[] ofAnOldVersion() {
        return bytes(null);
    }

    private static byte[] bytes(StoredModel model) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            if (model != null) {
                put(zip, StoredModel.ENTRY, JsonMapper.shared().writeValueAsBytes(model));
            }
            put(zip, StoredModel.COEFFICIENTS, coefficients());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    /** The columns go by height, width, channel. */
    private static byte[] coefficients() {
        ByteBuffer values = ByteBuffer.allocate(4 * (CLASSES * VALUES + CLASSES));
        for (int row = 0; row < CLASSES; row++) {
            for (int column = 0; column < VALUES; column++) {
                values.putFloat(column % 3 == row ? 0.01f : 0);
            }
        }
        return values.array();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
    }
}
