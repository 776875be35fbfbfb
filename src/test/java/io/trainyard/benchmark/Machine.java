package io.trainyard.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/** What it was measured on. */
final class Machine {

    private Machine() {}

    static String markdown() throws IOException, InterruptedException {
        return """
                - Date: %s. Commit: %s.
                - CPU: %s, %d cores seen; load before the run: %s.
                - Memory: %s. Linux %s. Java %s.
                """.formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        commit(),
                        field("/proc/cpuinfo", "model name"),
                        Runtime.getRuntime().availableProcessors(),
                        Files.readString(Path.of("/proc/loadavg")).split(" ")[0],
                        field("/proc/meminfo", "MemTotal"),
                        System.getProperty("os.version"),
                        Runtime.version());
    }

    private static String field(String file, String name) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }

    private static String commit() throws IOException, InterruptedException {
        Process git = new ProcessBuilder("git", "describe", "--always", "--dirty")
                .redirectErrorStream(true)
                .start();
        String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return git.waitFor() == 0 ? answer : "unknown";
    }
}
