package io.trainyard.model;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads the tensors of a checkpoint file, from front to back and one row at a time: no more than that is in memory. */
public final class CheckpointTensors implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;

    private final ZipInputStream zip;
    private final StoredModel model;
    private long position;

    private CheckpointTensors(ZipInputStream zip, StoredModel model) {
        this.zip = zip;
        this.model = model;
    }

    /** What is done with a row; its array is used again for the next one. */
    @FunctionalInterface
    public interface Row {
        void accept(float[] values) throws IOException;
    }

    /**
     * @param checkpoint is closed with this
     * @throws OldCheckpointException if the file does not say where its tensors lie
     */
    public static CheckpointTensors open(InputStream checkpoint) throws IOException {
        ZipInputStream zip = new ZipInputStream(new BufferedInputStream(checkpoint, BUFFER_BYTES));
        try {
            return new CheckpointTensors(zip, toCoefficients(zip));
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static StoredModel toCoefficients(ZipInputStream zip) throws IOException {
        StoredModel model = null;
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.getName().equals(StoredModel.ENTRY)) {
                model = read(zip.readAllBytes());
            } else if (entry.getName().equals(StoredModel.COEFFICIENTS)) {
                return require(model);
            }
        }
        throw new IOException("The checkpoint has no entry " + StoredModel.COEFFICIENTS);
    }

    private static StoredModel read(byte[] json) throws IOException {
        try {
            return JsonMapper.shared().readValue(json, StoredModel.class);
        } catch (JacksonException e) {
            throw new IOException("The checkpoint is damaged: %s is not readable".formatted(StoredModel.ENTRY), e);
        }
    }

    private static StoredModel require(@Nullable StoredModel model) throws IOException {
        if (model == null || model.pixels() == null) {
            throw new OldCheckpointException("The checkpoint was written by an older version, which did not say where"
                    + " its tensors lie and how pixels were standardized.");
        }
        if (!model.format().equals(StoredModel.FORMAT)) {
            throw new IOException("The checkpoint describes its tensors in the format %s; this version reads %s"
                    .formatted(model.format(), StoredModel.FORMAT));
        }
        return model;
    }

    public StoredModel model() {
        return model;
    }

    /** How pixels are to be standardized. */
    public PixelStandardization pixels() {
        PixelStandardization pixels = model.pixels();
        if (pixels == null) {
            throw new IllegalStateException("Checkpoints without it are not opened");
        }
        return pixels;
    }

    /** Reads a tensor; they come in the order of {@link StoredModel#tensors}. */
    public void read(StoredTensor tensor, Row row) throws IOException {
        zip.skipNBytes(tensor.offset() - position);
        byte[] bytes = new byte[tensor.storedRowLength() * Float.BYTES];
        float[] values = new float[tensor.rowLength()];
        for (int i = 0; i < tensor.rows(); i++) {
            if (zip.readNBytes(bytes, 0, bytes.length) < bytes.length) {
                throw new EOFException("The checkpoint ends within " + tensor.name());
            }
            ByteBuffer.wrap(bytes).asFloatBuffer().get(tensor.start(i), values);
            row.accept(values);
        }
        position = tensor.offset() + (long) bytes.length * tensor.rows();
    }

    /** Reads the rest of the coefficients, whose checksum is compared thereby. */
    public void finish() throws IOException {
        zip.closeEntry();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
