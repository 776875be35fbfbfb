package io.trainyard.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the devices of this machine. Each usable GPU is a slot; where there is none, the CPU with all its cores is. What
 * cannot be used is shown all the same, with the reason.
 */
final class DeviceProbe {

    private static final Logger log = LoggerFactory.getLogger(DeviceProbe.class);

    private static final int PATIENCE_SECONDS = 20;

    private final GpuSupport support;
    private final int cores;

    DeviceProbe(GpuSupport support, int cores) {
        this.support = support;
        this.cores = cores;
    }

    static List<FoundDevice> find() {
        DeviceProbe probe =
                new DeviceProbe(GpuSupport.ofThisBuild(), Runtime.getRuntime().availableProcessors());
        List<FoundDevice> devices = probe.devices(new NvidiaSmi("nvidia-smi", PATIENCE_SECONDS).ask());
        devices.forEach(DeviceProbe::tell);
        return devices;
    }

    private static void tell(FoundDevice device) {
        log.info(
                "Device {} ({}) is {}. {}",
                device.id(),
                device.name(),
                device.usable() ? "used" : "not used",
                device.reason() == null ? "" : device.reason());
    }

    List<FoundDevice> devices(NvidiaSmi.Answer answer) {
        List<GpuLine> usable = answer.gpus().stream()
                .filter(gpu -> support.objection(gpu).isEmpty())
                .toList();
        int threads = Math.max(1, cores / Math.max(1, usable.size()));
        List<FoundDevice> devices = new ArrayList<>();
        answer.gpus().forEach(gpu -> devices.add(gpu(gpu, threads)));
        if (usable.isEmpty()) {
            devices.add(cpu(answer));
        }
        return devices;
    }

    private FoundDevice gpu(GpuLine gpu, int threads) {
        @Nullable String objection = support.objection(gpu).orElse(null);
        Map<String, String> environment = Map.of(
                "BACKEND_PRIORITY_CPU",
                "0",
                "CUDA_DEVICE_ORDER",
                "PCI_BUS_ID",
                "CUDA_VISIBLE_DEVICES",
                gpu.visibleName(),
                "OMP_NUM_THREADS",
                String.valueOf(threads),
                "TRAINYARD_BACKEND",
                "cuda");
        return new FoundDevice(
                "gpu-" + gpu.index(),
                "gpu",
                gpu.name(),
                gpu.memoryBytes(),
                gpu.computeCapability(),
                objection == null,
                objection,
                environment);
    }

    private FoundDevice cpu(NvidiaSmi.Answer answer) {
        String reason = answer.problem() != null
                ? answer.problem() + " The CPU is used."
                : "No GPU of this machine can be used, so the CPU is.";
        // ND4J tries its backends by priority and gives CUDA 100.
        Map<String, String> environment = Map.of(
                "BACKEND_PRIORITY_CPU", "1000",
                "CUDA_VISIBLE_DEVICES", "",
                "OMP_NUM_THREADS", String.valueOf(cores),
                "TRAINYARD_BACKEND", "cpu");
        return new FoundDevice("cpu", "cpu", cpuName(), TrainerMemory.ofThisMachine(), null, true, reason, environment);
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
