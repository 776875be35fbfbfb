package io.trainyard.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint file, whole on disk.
 *
 * @param sha256 of the file as read back, hex
 * @param state where the run stood
 * @param metricValue the spec's checkpoint metric of the epoch that ended here; null within an epoch and without
 *     validation data
 * @param best whether that value is the best so far
 */
public record SavedCheckpoint(
        Path file,
        long bytes,
        String sha256,
        TrainingState state,
        @Nullable Double metricValue,
        boolean best) {

    static SavedCheckpoint of(Path file, TrainingState state, @Nullable Double metricValue, boolean best)
            throws IOException {
        return new SavedCheckpoint(file, Files.size(file), sha256(file), state, metricValue, best);
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
