package io.trainyard.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The bytes of checkpoints, in rows of {@value #CHUNK_BYTES} bytes. */
@Repository
class Chunks {

    /** Fixed for good: the number of the chunk that holds a byte follows from it. */
    static final int CHUNK_BYTES = 1 << 20;

    private final JdbcClient jdbc;

    Chunks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @throws DamagedCheckpointException if the file is not the one that its hash describes */
    void write(String checkpointId, CheckpointFile checkpoint) {
        MessageDigest digest = sha256();
        long bytes = 0;
        try (InputStream in = new DigestInputStream(Files.newInputStream(checkpoint.file()), digest)) {
            int number = 0;
            for (byte[] chunk = in.readNBytes(CHUNK_BYTES); chunk.length > 0; chunk = in.readNBytes(CHUNK_BYTES)) {
                jdbc.sql("insert into chunk values (?, ?, ?)")
                        .params(checkpointId, number++, chunk)
                        .update();
                bytes += chunk.length;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The checkpoint file %s cannot be read.".formatted(checkpoint.file()), e);
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (bytes != checkpoint.bytes() || !found.equals(checkpoint.sha256())) {
            throw new DamagedCheckpointException(checkpoint, bytes, found);
        }
    }

    /** Holds a connection only while it fetches a chunk, so that a slow reader is no burden. */
    InputStream read(Checkpoint checkpoint, long offset) {
        return new ChunkInputStream(
                checkpoint.bytes(),
                offset,
                number -> jdbc.sql("select content from chunk where checkpoint_id = ? and number = ?")
                        .params(checkpoint.id(), number)
                        .query((row, index) -> row.getBytes("content"))
                        .optional()
                        .orElseThrow(() -> new IOException(
                                "Checkpoint %s was removed while it was being read.".formatted(checkpoint.id()))));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
