package io.trainyard.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Java processes with the class path of this one. */
final class ChildProcess {

    private static final int PATIENCE_MINUTES = 10;

    private final Path folder;

    /** @param folder for what the processes write and say */
    ChildProcess(Path folder) {
        this.folder = folder;
    }

    /** What the last process said. */
    Path log() {
        return folder.resolve("process.log");
    }

    /** The file that {@link #run} waits for. */
    Path result() {
        return folder.resolve("result.json");
    }

    /** @throws IllegalStateException if it fails, with the place of its log */
    String run(String mainClass, Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        Files.deleteIfExists(result());
        Process process = builder(mainClass, environment, arguments)
                .redirectOutput(log().toFile())
                .start();
        try {
            boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            if (!ended || process.exitValue() != 0 || !Files.exists(result())) {
                throw new IllegalStateException("%s %s %s; see %s"
                        .formatted(mainClass, arguments, ended ? "failed" : "did not end in time", log()));
            }
            return Files.readString(result());
        } finally {
            process.destroyForcibly();
        }
    }

    ProcessBuilder builder(String mainClass, Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Dorg.bytedeco.javacpp.maxbytes=0", // no limit, else activations may take as much as the heap
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules",
                "jdk.incubator.vector",
                "-XX:ObjectAlignmentInBytes=64",
                "-cp",
                System.getProperty("java.class.path"),
                mainClass));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("OMP_"));
        builder.environment().putAll(environment);
        return builder;
    }
}
