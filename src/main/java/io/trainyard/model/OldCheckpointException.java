package io.trainyard.model;

import java.io.IOException;

/** A checkpoint was written by a version that did not describe its tensors. */
public class OldCheckpointException extends IOException {

    OldCheckpointException(String message) {
        super(message);
    }
}
