package io.trainyard.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.utility.DockerImageName;

/** The image of the Dockerfile, with the jar of this build in place of the one that its build stage would make. */
@Testcontainers(disabledWithoutDocker = true)
class ImageIT {

    private static final String IMAGE = "trainyard:it";
    private static final int STOPPED_BY_SIGTERM = 128 + 15;

    @TempDir
    private Path folder;

    @BeforeAll
    static void build(@TempDir Path buildStage) throws IOException, InterruptedException {
        assumeTrue(succeeds(buildStage, "docker", "buildx", "version"), "needs the docker command with buildx");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String layers = buildStage.resolve("layers").toString();
        assertThat(succeeds(
                        buildStage,
                        java,
                        "-Djarmode=tools",
                        "-jar",
                        "target/trainyard.jar",
                        "extract",
                        "--layers",
                        "--destination",
                        layers))
                .isTrue();
        String stage = "build=" + buildStage;
        assertThat(succeeds(
                        buildStage, "docker", "buildx", "build", "--load", "--build-context", stage, "-t", IMAGE, "."))
                .as(Files.readString(outputOf(buildStage)))
                .isTrue();
    }

    @Test
    void trains_a_job_as_a_plain_user_and_stops_when_asked() throws Exception {
        try (GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(IMAGE))
                .withExposedPorts(8080)
                .waitingFor(Wait.forHealthcheck())
                .withStartupTimeout(Duration.ofSeconds(180))) {
            container.start();
            URI uri = URI.create("http://" + container.getHost() + ":" + container.getMappedPort(8080));

            TinyRun.succeedsOn(uri, Optional.empty(), "in the container", folder);

            assertThat(container.execInContainer("id", "-u").getStdout().trim()).isNotEqualTo("0");
            assertThat(exitCodeAfterStopping(container)).isEqualTo(STOPPED_BY_SIGTERM);
        }
    }

    private static long exitCodeAfterStopping(GenericContainer<?> container) {
        var docker = DockerClientFactory.instance().client();
        docker.stopContainerCmd(container.getContainerId()).withTimeout(30).exec();
        Long code = docker.inspectContainerCmd(container.getContainerId())
                .exec()
                .getState()
                .getExitCodeLong();
        return code == null ? -1 : code;
    }

    private static boolean succeeds(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(outputOf(folder).toFile())
                .start();
        return process.waitFor() == 0;
    }

    private static Path outputOf(Path folder) {
        return folder.resolve("output.txt");
    }
}
