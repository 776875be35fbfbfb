package io.trainyard.engine;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.trainyard.model.StoredModel;
import io.trainyard.training.TrainingState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what {@link CheckpointSnapshot} writes: checks everything before it changes anything, and never runs Java
 * deserialization.
 *
 * @param configuration DL4J's JSON of the network; a file with another one is refused. Null takes any network with as
 *     many parameters
 * @param optimizer kind of the optimizer; likewise
 * @param coefficients flat parameter vector
 * @param states the optimizer's vectors
 */
record CheckpointFile(@Nullable String configuration, String optimizer, INDArray coefficients, List<INDArray> states) {

    static final String FORMAT = "trainyard-checkpoint-1";
    static final String CONFIGURATION = "configuration.json";
    static final String COEFFICIENTS = StoredModel.COEFFICIENTS;
    static final String STATE = "trainyard/state.json";
    static final String OPTIMIZER = "trainyard/optimizer.bin";
    private static final int BUFFER_BYTES = 1 << 16;
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * The file's own words about itself.
     *
     * @param optimizerStart optimizer steps that the run had done when its optimizer began; null for 0
     */
    record Header(
            String format,
            String optimizer,
            TrainingState state,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long optimizerStart) {

        long start() {
            return optimizerStart == null ? 0 : optimizerStart;
        }
    }

    Header read(Path file) throws IOException {
        return read(file, true);
    }

    /** Leaves the optimizer as it is. */
    Header readModel(Path file) throws IOException {
        return read(file, false);
    }

    private Header read(Path file, boolean withOptimizer) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Header header = header(zip, file);
            requireSameNetwork(zip, file);
            requireIntact(zip, COEFFICIENTS, FloatStreams.header(coefficients).length + bytes(coefficients), file);
            if (withOptimizer) {
                requireSameOptimizer(zip, header, file);
            }
            try (InputStream in = zip.getInputStream(entry(zip, COEFFICIENTS, file))) {
                in.skipNBytes(FloatStreams.header(coefficients).length);
                FloatStreams.read(coefficients, in);
            }
            if (withOptimizer) {
                readStates(zip, file);
            }
            return header;
        } catch (ZipException e) {
            throw new IOException("%s is damaged or no checkpoint: %s".formatted(file, e.getMessage()), e);
        }
    }

    private void readStates(ZipFile zip, Path file) throws IOException {
        try (InputStream in = zip.getInputStream(entry(zip, OPTIMIZER, file))) {
            for (INDArray vector : states) {
                FloatStreams.read(vector, in);
            }
        }
    }

    private static Header header(ZipFile zip, Path file) throws IOException {
        try {
            Header header = JSON.readValue(bytes(zip, STATE, file), Header.class);
            if (!FORMAT.equals(header.format()) || header.state() == null) {
                throw new IOException(
                        "%s has checkpoint format %s; this version reads %s".formatted(file, header.format(), FORMAT));
            }
            return header;
        } catch (JacksonException e) {
            throw new IOException("%s is damaged: %s is not readable".formatted(file, STATE), e);
        }
    }

    private void requireSameOptimizer(ZipFile zip, Header header, Path file) throws IOException {
        if (!optimizer.equals(header.optimizer())) {
            throw new IOException("%s was written with optimizer %s, this run uses %s"
                    .formatted(file, header.optimizer(), optimizer));
        }
        requireIntact(
                zip, OPTIMIZER, states.stream().mapToLong(CheckpointFile::bytes).sum(), file);
    }

    private void requireSameNetwork(ZipFile zip, Path file) throws IOException {
        String other = new String(bytes(zip, CONFIGURATION, file), StandardCharsets.UTF_8);
        if (configuration != null && !configuration.equals(other)) {
            throw new IOException("%s belongs to another network than this run's".formatted(file));
        }
    }

    private static byte[] bytes(ZipFile zip, String name, Path file) throws IOException {
        ZipEntry entry = entry(zip, name, file);
        requireIntact(zip, name, entry.getSize(), file);
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    /** The class library's zip reader does not compare checksums. */
    private static void requireIntact(ZipFile zip, String name, long size, Path file) throws IOException {
        ZipEntry entry = entry(zip, name, file);
        if (entry.getSize() != size) {
            throw new IOException("%s does not fit this network: %s has %d bytes, expected %d"
                    .formatted(file, name, entry.getSize(), size));
        }
        CRC32 crc = new CRC32();
        try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), crc)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            while (in.read(buffer) >= 0) {
                // reading is what counts
            }
        }
        if (crc.getValue() != entry.getCrc()) {
            throw new IOException("%s is damaged: checksum of %s is wrong".formatted(file, name));
        }
    }

    private static ZipEntry entry(ZipFile zip, String name, Path file) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException("%s is no Trainyard checkpoint: it has no entry %s".formatted(file, name));
        }
        return entry;
    }

    private static long bytes(INDArray vector) {
        return vector.length() * Float.BYTES;
    }
}
