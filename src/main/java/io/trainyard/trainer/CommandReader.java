package io.trainyard.trainer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Follows the worker's commands. */
final class CommandReader {

    private final BufferedReader input;
    private final Runnable onStop;
    private final Runnable onEnd;

    /** @param onEnd runs when the input ends: the server is gone */
    CommandReader(InputStream input, Runnable onStop, Runnable onEnd) {
        this.input = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
        this.onStop = onStop;
        this.onEnd = onEnd;
    }

    void start() {
        Thread thread = new Thread(this::follow, "commands");
        thread.setDaemon(true);
        thread.start();
    }

    private void follow() {
        try {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                follow(line.strip());
            }
        } catch (IOException e) {
            System.err.println("Standard input cannot be read: " + e.getMessage());
        } finally {
            onEnd.run();
        }
    }

    private void follow(String line) {
        if (line.equals(TrainerCommand.STOP.name())) {
            onStop.run();
        } else {
            System.err.println("Not a command: " + line);
        }
    }
}
