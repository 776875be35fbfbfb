package io.trainyard.worker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a trainer is started: by the server's Java. The job's id comes last but one, to be seen in the process list. */
final class TrainerCommandLine {

    private static final Path NICE = Path.of("/usr/bin/nice");

    private final String mainClass;
    private final TrainerClasses classes;
    private final TrainerMemory memory;
    private final List<String> jvmOptions;

    TrainerCommandLine(String mainClass, TrainerClasses classes, TrainerMemory memory, List<String> jvmOptions) {
        this.mainClass = mainClass;
        this.classes = classes;
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
        command.add(mainClass);
        command.add(jobId);
        command.add(folder.toString());
        return command;
    }

    /** Goes into the environment, since it may be long and the command line is there to be read. */
    String classPath() {
        return classes.path();
    }
}
