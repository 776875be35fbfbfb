package io.trainyard.job;

/** A checkpoint file that is not what its trainer said it wrote. */
public class DamagedCheckpointException extends RuntimeException {

    DamagedCheckpointException(CheckpointFile expected, long bytes, String sha256) {
        super("The checkpoint file %s has %d bytes with SHA-256 %s; its trainer reported %d bytes with SHA-256 %s."
                .formatted(expected.file(), bytes, sha256, expected.bytes(), expected.sha256()));
    }
}
