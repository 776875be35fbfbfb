package io.trainyard.trainer;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Says messages to the worker. Thread-safe. */
final class TrainerOutput {

    private final OutputStream stream;

    TrainerOutput(OutputStream stream) {
        this.stream = stream;
    }

    /** Takes standard output for the messages; whatever else prints there goes to standard error from now on. */
    static TrainerOutput takeStandardOutput() {
        System.setOut(System.err);
        return new TrainerOutput(new FileOutputStream(FileDescriptor.out));
    }

    /** One write, so that no other output gets between. */
    synchronized void say(TrainerMessage message) {
        try {
            stream.write((TrainerProtocol.write(message) + "\n").getBytes(StandardCharsets.UTF_8));
            stream.flush();
        } catch (IOException nobodyListens) {
            Runtime.getRuntime().halt(TrainerExit.ORPHANED);
        }
    }

    void log(String text) {
        say(new TrainerMessage.Log(TrainerMessage.Level.INFO, text));
    }
}
