package io.trainyard.client;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code java -jar target/trainyard.jar} on a free port, with a home of its own. */
public final class PackagedServer implements AutoCloseable {

    private final URI uri;
    private final Path log;
    private final Process process;

    private PackagedServer(URI uri, Path log, Process process) {
        this.uri = uri;
        this.log = log;
        this.process = process;
    }

    /** @param folder for its home and its log; it may not be ready to answer yet when this returns */
    public static PackagedServer start(Path folder, String... settings) throws IOException {
        return startOn(freePort(), folder, settings);
    }

    /** As {@link #start}, on a port of one's choice: that of a server that is gone. */
    public static PackagedServer startOn(int port, Path folder, String... settings) throws IOException {
        Path log = folder.resolve("server.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                "target/trainyard.jar",
                "--server.port=" + port,
                "--trainyard.home=" + folder.resolve("home")));
        command.addAll(List.of(settings));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new PackagedServer(URI.create("http://127.0.0.1:" + port), log, process);
    }

    public URI uri() {
        return uri;
    }

    public Path log() {
        return log;
    }

    public Process process() {
        return process;
    }

    /** Its trainers. */
    public List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    /** Kills it and its trainers. */
    @Override
    public void close() {
        Stream.concat(children().stream(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
