package io.trainyard.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;

/**
 * How a trainer is started: by the same Java and from the same classes as the server, be that the packaged jar or a
 * class path. The job's id comes last but one, to be seen in the process list.
 */
final class TrainerCommandLine {

    private static final String LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

    private static final Path NICE = Path.of("/usr/bin/nice");

    private final String mainClass;
    private final String classPath;
    private final TrainerMemory memory;
    private final List<String> jvmOptions;

    TrainerCommandLine(String mainClass, String classPath, TrainerMemory memory, List<String> jvmOptions) {
        this.mainClass = mainClass;
        this.classPath = absolute(classPath);
        this.memory = memory;
        this.jvmOptions = jvmOptions;
    }

    List<String> of(String jobId, Path folder) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(NICE)) {
            // A trainer uses all cores; whoever asks the server something meanwhile must not wait for it.
            command.addAll(List.of(NICE.toString(), "-n", "10"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + memory.heap());
        command.add("-Dorg.bytedeco.javacpp.maxbytes=" + memory.nativeBytes());
        command.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=" + (memory.heap() + memory.nativeBytes()));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--add-modules=jdk.incubator.vector");
        // A line of the cache: a vector across two of them takes longer to load and to store.
        command.add("-XX:ObjectAlignmentInBytes=64");
        command.addAll(jvmOptions);
        if (isPackaged(classPath)) {
            command.add("-Dloader.main=" + mainClass);
            command.add(LAUNCHER);
        } else {
            command.add(mainClass);
        }
        command.add(jobId);
        command.add(folder.toString());
        return command;
    }

    /** Goes into the environment, since it may be long and the command line is there to be read. */
    String classPath() {
        return classPath;
    }

    private static String absolute(String classPath) {
        String separator = System.getProperty("path.separator");
        return List.of(classPath.split(separator)).stream()
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((left, right) -> left + separator + right)
                .orElse("");
    }

    /** Whether the classes lie in a jar of Spring Boot's, in which other jars lie. */
    private static boolean isPackaged(String classPath) {
        Path jar = Path.of(classPath.split(System.getProperty("path.separator"))[0]);
        if (!Files.isRegularFile(jar)) {
            return false;
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getEntry("BOOT-INF/classes/") != null;
        } catch (IOException e) {
            throw new UncheckedIOException("The server's own jar %s cannot be read.".formatted(jar), e);
        }
    }
}
