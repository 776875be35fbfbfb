package io.trainyard.worker;

import io.trainyard.trainer.TrainerCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running trainer and the threads that read what it says. */
final class TrainerProcess {

    private static final Logger LOG = LoggerFactory.getLogger(TrainerProcess.class);
    private static final Duration LAST_WORDS = Duration.ofSeconds(30);

    /** Java's own, at every start with {@link TrainerCommandLine}'s options: as a trainer's last words it would mislead. */
    private static final String MODULE_NOTICE = "WARNING: Using incubator modules: jdk.incubator.vector";

    private final Process process;
    private final Thread output;
    private final Thread errors;

    private TrainerProcess(Process process, Consumer<String> onOutput, Consumer<String> onError) {
        this.process = process;
        this.output = reader("output", process.getInputStream(), onOutput);
        this.errors = reader("errors", process.getErrorStream(), line -> {
            if (!line.equals(MODULE_NOTICE)) {
                onError.accept(line);
            }
        });
    }

    static TrainerProcess start(
            List<String> command,
            Map<String, String> environment,
            Path folder,
            Consumer<String> onOutput,
            Consumer<String> onError)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        TrainerProcess trainer = new TrainerProcess(builder.start(), onOutput, onError);
        trainer.output.start();
        trainer.errors.start();
        return trainer;
    }

    private static Thread reader(String name, InputStream stream, Consumer<String> onLine) {
        Thread thread = new Thread(() -> read(stream, onLine), "trainer-" + name);
        thread.setDaemon(true);
        return thread;
    }

    private static void read(InputStream stream, Consumer<String> onLine) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                onLine.accept(line);
            }
        } catch (IOException closed) {
            LOG.debug("A trainer's stream was closed: {}", closed.getMessage());
        }
    }

    long pid() {
        return process.pid();
    }

    /** Asks it to write a checkpoint and end. */
    void stop() {
        try {
            process.getOutputStream().write((TrainerCommand.STOP + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException alreadyEnded) {
            LOG.debug("Trainer {} ends already: {}", pid(), alreadyEnded.getMessage());
        }
    }

    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    boolean hasEndedWithin(Duration time) throws InterruptedException {
        return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits until all that it said before its end has been heard. */
    int exitCode() throws InterruptedException {
        int code = process.waitFor();
        output.join(LAST_WORDS.toMillis());
        errors.join(LAST_WORDS.toMillis());
        return code;
    }
}
