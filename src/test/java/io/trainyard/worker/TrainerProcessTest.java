package io.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is heard of a process. */
class TrainerProcessTest {

    @TempDir
    Path folder;

    @Test
    void javas_notice_about_the_module_of_the_kernels_is_nobodys_last_words() throws Exception {
        List<String> errors = new CopyOnWriteArrayList<>();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        TrainerProcess process = TrainerProcess.start(
                List.of(java, "--add-modules=jdk.incubator.vector", "io.trainyard.NoSuchClass"),
                Map.of(),
                folder,
                line -> {},
                errors::add);

        assertThat(process.exitCode()).isNotZero();
        assertThat(errors).anyMatch(line -> line.contains("NoSuchClass")).noneMatch(line -> line.contains("incubator"));
    }
}
