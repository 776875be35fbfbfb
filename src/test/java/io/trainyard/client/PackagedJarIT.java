package io.trainyard.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar target/trainyard.jar}, as a user starts it; its trainers find what lies in this jar unpacked. */
class PackagedJarIT {

    private static final int STOPPED_BY_SIGTERM = 128 + 15;

    @TempDir
    private Path folder;

    private PackagedServer server;

    @BeforeEach
    void start() throws IOException {
        server = PackagedServer.start(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void trains_a_job_and_stops_when_asked() throws Exception {
        Process process = server.process();
        TinyRun.succeedsOn(
                server.uri(), Optional.of(process.pid()), server.log().toString(), folder);

        List<ProcessHandle> children = server.children();
        process.destroy();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(STOPPED_BY_SIGTERM);
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        assertThat(Files.readString(server.log())).doesNotContain("ERROR");
    }
}
