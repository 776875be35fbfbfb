package io.trainyard.trainer;

import io.trainyard.training.SavedCheckpoint;
import io.trainyard.training.TrainingState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Checkpoints as the worker hears of them. */
final class CheckpointFiles {

    private CheckpointFiles() {}

    static TrainerMessage.Checkpoint describe(SavedCheckpoint checkpoint) {
        Path file = checkpoint.file();
        TrainingState state = checkpoint.state();
        try {
            return new TrainerMessage.Checkpoint(
                    file.getFileName().toString(),
                    sha256(file),
                    Files.size(file),
                    state.epoch(),
                    state.batch(),
                    state.iteration(),
                    checkpoint.metricValue(),
                    checkpoint.best());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read back the checkpoint " + file, e);
        }
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
