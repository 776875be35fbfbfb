package io.trainyard.engine;

import io.trainyard.engine.CheckpointFile.Header;
import io.trainyard.model.StoredModel;
import io.trainyard.training.Engine;
import io.trainyard.training.TrainingState;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A network, its optimizer and a {@link TrainingState} for one file: DL4J's model zip, which stock DL4J loads, with
 * entries of ours beside those that it knows. {@link CheckpointFile} reads it.
 *
 * @param network its configuration, and where its parameters go in DL4J's vector
 * @param model where the tensors lie in it, for readers without DL4J
 * @param coefficientsHeader what {@link FloatStreams#header} says of that vector
 * @param optimizer kind of the optimizer
 * @param parameters the network's vector
 * @param states the optimizer's vectors
 * @param optimizerStart optimizer steps that the run had done when its optimizer began
 */
record CheckpointSnapshot(
        StockNetwork network,
        StoredModel model,
        byte[] coefficientsHeader,
        String optimizer,
        FloatBuffer parameters,
        List<FloatBuffer> states,
        TrainingState state,
        long optimizerStart)
        implements Engine.Snapshot {

    private static final LocalDateTime ZIP_EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

    @Override
    public void write(Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Path temporary = Files.createTempFile(target.getParent(), target.getFileName() + ".", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                writeEntries(Channels.newOutputStream(channel));
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private void writeEntries(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.NO_COMPRESSION);
        begin(zip, CheckpointFile.STATE);
        zip.write(JsonMapper.shared().writeValueAsBytes(header()));
        begin(zip, StoredModel.ENTRY);
        zip.write(JsonMapper.shared().writeValueAsBytes(model));
        begin(zip, CheckpointFile.CONFIGURATION);
        zip.write(network.configuration().getBytes(StandardCharsets.UTF_8));
        begin(zip, CheckpointFile.COEFFICIENTS);
        zip.write(coefficientsHeader);
        FloatStreams.write(network.coefficients(parameters), zip);
        begin(zip, CheckpointFile.OPTIMIZER);
        for (FloatBuffer vector : states) {
            FloatStreams.write(vector, zip);
        }
        zip.finish();
    }

    private Header header() {
        return new Header(CheckpointFile.FORMAT, optimizer, state, optimizerStart == 0 ? null : optimizerStart);
    }

    private static void begin(ZipOutputStream zip, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(ZIP_EPOCH);
        zip.putNextEntry(entry);
    }
}
