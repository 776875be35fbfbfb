package io.trainyard.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Finds the devices of this machine: the CPU. */
final class DeviceProbe {

    private DeviceProbe() {}

    static List<FoundDevice> find() {
        long memory = TrainerMemory.ofThisMachine();
        return List.of(new FoundDevice("cpu", "cpu", cpuName(), memory, null, true, null, Map.of()));
    }

    private static String cpuName() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException notLinux) {
            return System.getProperty("os.arch");
        }
    }
}
