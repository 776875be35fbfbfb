package io.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.trainyard.worker.WorkerProperties.Trainer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class TrainerCommandLineTest {

    private static final TrainerMemory MEMORY = new TrainerMemory(100, 200);

    @TempDir
    Path folder;

    @Test
    void starts_the_main_class_from_a_class_path() {
        TrainerCommandLine commandLine =
                new TrainerCommandLine("Main", new TrainerClasses("classes", folder), MEMORY, List.of("-Da=b"));

        assertThat(commandLine.of("job_1", folder))
                .contains(
                        "-Xmx100", "-Dorg.bytedeco.javacpp.maxbytes=200", "-Dorg.bytedeco.javacpp.maxphysicalbytes=300")
                .endsWith("-Da=b", "Main", "job_1", folder.toString());
        assertThat(commandLine.classPath())
                .isEqualTo(Path.of("classes").toAbsolutePath().toString());
    }

    @Test
    void a_trainer_has_a_lower_priority_than_its_server() {
        assumeThat(Path.of("/usr/bin/nice")).isExecutable();

        List<String> command = new TrainerCommandLine("Main", new TrainerClasses("classes", folder), MEMORY, List.of())
                .of("job_1", folder);

        assertThat(command).startsWith("/usr/bin/nice", "-n", "10");
        assertThat(command.get(3)).endsWith("/bin/java");
    }

    @Test
    void the_slots_share_the_memory_unless_told_otherwise() {
        long gib = 1L << 30;
        Trainer shared = new Trainer(null, null, List.of(), Duration.ofMinutes(1));
        Trainer given = new Trainer(DataSize.ofGigabytes(1), DataSize.ofGigabytes(3), List.of(), Duration.ofMinutes(1));

        assertThat(TrainerMemory.of(shared, 2, 20 * gib)).isEqualTo(new TrainerMemory(2 * gib, 6 * gib));
        assertThat(TrainerMemory.of(given, 2, 20 * gib)).isEqualTo(new TrainerMemory(gib, 3 * gib));
    }
}
