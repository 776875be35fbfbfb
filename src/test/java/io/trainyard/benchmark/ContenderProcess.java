package io.trainyard.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * A contender in a process of its own, which stays alive and waits while others are measured, so that all of a case are measured
 * within seconds of each other.
 */
final class ContenderProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 30;

    /** A step of a large network on a busy machine takes seconds, and a measurement a few steps. */
    private static final int LONGEST_MINUTES = 10;

    /** Libraries' threads look for new work for some tenths of a second before they sleep. */
    private static final int CALM_MILLIS = 400;

    private final String name;
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream commands;
    private final Path log;

    private ContenderProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.answers = process.inputReader();
        this.commands = new PrintStream(process.getOutputStream(), true);
        this.log = log;
    }

    /** Returns when it is warm. */
    static ContenderProcess start(ChildProcess child, Case measured, Setting setting) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(measured.network(), String.valueOf(measured.batchSize())));
        arguments.addAll(setting.arguments());
        Process process = child.builder(setting.mainClass(), setting.environment(), arguments)
                .start();
        Files.deleteIfExists(child.log());
        ContenderProcess contender = new ContenderProcess(measured + ", " + setting.words(), process, child.log());
        try {
            contender.await(Stopwatch.READY);
            return contender;
        } catch (IOException | RuntimeException e) {
            contender.close();
            throw e;
        }
    }

    /** @param seconds of training; evaluation takes half as long */
    Sample measure(double seconds) throws IOException, InterruptedException {
        Thread.sleep(CALM_MILLIS);
        commands.println(seconds);
        return JsonMapper.shared().readValue(await(Stopwatch.SAMPLE), Sample.class);
    }

    /** The rest of the next line that begins so; others go into the log. */
    private String await(String beginning) throws IOException {
        CompletableFuture<Void> end = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(LONGEST_MINUTES, TimeUnit.MINUTES));
        try {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(beginning)) {
                    return line.substring(beginning.length());
                }
                Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
            throw new IllegalStateException("%s %s; see %s"
                    .formatted(
                            name,
                            end.isDone() ? "did not answer for %d minutes".formatted(LONGEST_MINUTES) : "failed",
                            log.toAbsolutePath()));
        } finally {
            end.cancel(false);
        }
    }

    @Override
    public void close() {
        commands.close();
        try {
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
