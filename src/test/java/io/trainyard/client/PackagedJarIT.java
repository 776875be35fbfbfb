package io.trainyard.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar target/trainyard.jar}, as a user starts it: its trainers load everything from jars inside a jar. */
class PackagedJarIT {

    private static final int STOPPED_BY_SIGTERM = 128 + 15;

    @TempDir
    private Path folder;

    private URI uri;
    private Process server;

    @BeforeEach
    void start() throws IOException {
        int port = freePort();
        uri = URI.create("http://127.0.0.1:" + port);
        server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        "target/trainyard.jar",
                        "--server.port=" + port,
                        "--trainyard.home=" + folder.resolve("home"))
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    @AfterEach
    void stop() {
        server.destroyForcibly();
    }

    @Test
    void trains_a_job_and_stops_when_asked() throws Exception {
        TinyRun.succeedsOn(uri, Optional.of(server.pid()), log().toString(), folder);

        List<ProcessHandle> children = server.descendants().toList();
        server.destroy();

        assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isEqualTo(STOPPED_BY_SIGTERM);
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        assertThat(Files.readString(log())).doesNotContain("ERROR");
    }

    private Path log() {
        return folder.resolve("server.log");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
