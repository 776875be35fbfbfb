package io.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceProbeTest {

    private static final String RTX_3080 =
            "0, GPU-aaaa1111-0000-0000-0000-000000000000, NVIDIA GeForce RTX 3080, 10240, 535.183.01, 8.6";
    private static final String H200 =
            "1, GPU-bbbb2222-0000-0000-0000-000000000000, NVIDIA H200, 143771, 550.90.07, 9.0";

    private final DeviceProbe withCuda = new DeviceProbe(new GpuSupport(true), 16);
    private final DeviceProbe withoutCuda = new DeviceProbe(new GpuSupport(false), 16);

    @Test
    void a_usable_gpu_is_the_slot() {
        FoundDevice gpu = only(withCuda.devices(answer(RTX_3080)));
        assertThat(gpu.id()).isEqualTo("gpu-0");
        assertThat(gpu.kind()).isEqualTo("gpu");
        assertThat(gpu.name()).isEqualTo("NVIDIA GeForce RTX 3080");
        assertThat(gpu.memoryBytes()).isEqualTo(10L << 30);
        assertThat(gpu.computeCapability()).isEqualTo("8.6");
        assertThat(gpu.usable()).isTrue();
        assertThat(gpu.reason()).isNull();
        assertThat(gpu.environment())
                .containsEntry("CUDA_VISIBLE_DEVICES", "GPU-aaaa1111-0000-0000-0000-000000000000")
                .containsEntry("OMP_NUM_THREADS", "16")
                .containsEntry("TRAINYARD_BACKEND", "cuda")
                .containsEntry("BACKEND_PRIORITY_CPU", "0");
    }

    @Test
    void an_unusable_gpu_is_shown_with_its_reason_beside_the_cpu() {
        List<FoundDevice> devices = withCuda.devices(answer(H200));
        assertThat(devices).extracting(FoundDevice::id).containsExactly("gpu-1", "cpu");
        assertThat(devices).extracting(FoundDevice::usable).containsExactly(false, true);
        assertThat(devices.get(0).reason()).startsWith("Too new: compute capability 9.0");
        assertThat(devices.get(1).reason()).isEqualTo("No GPU of this machine can be used, so the CPU is.");
        assertThat(devices.get(1).environment())
                .containsEntry("CUDA_VISIBLE_DEVICES", "")
                .containsEntry("BACKEND_PRIORITY_CPU", "1000")
                .containsEntry("OMP_NUM_THREADS", "16");
    }

    @Test
    void the_cpu_is_no_slot_beside_a_usable_gpu_and_gpus_share_the_cores() {
        List<FoundDevice> devices = withCuda.devices(answer(RTX_3080, RTX_3080.replace("0, GPU", "2, GPU"), H200));
        assertThat(devices).extracting(FoundDevice::id).containsExactly("gpu-0", "gpu-2", "gpu-1");
        assertThat(devices.get(0).environment()).containsEntry("OMP_NUM_THREADS", "8");
    }

    @Test
    void a_build_without_cuda_says_how_to_build_with_it() {
        List<FoundDevice> devices = withoutCuda.devices(answer(RTX_3080));
        assertThat(devices.get(0).usable()).isFalse();
        assertThat(devices.get(0).reason()).contains("mvn -Pcuda package");
        assertThat(devices.get(1).id()).isEqualTo("cpu");
    }

    @ParameterizedTest
    @CsvSource({
        "Tesla K40m, 3.5, 470.256.02, Too old",
        "Tesla K80, 3.7, 470.256.02,",
        "Quadro M2000, 5.2, 535.183.01,",
        "GeForce GTX 1080, 6.1, 535.183.01,",
        "Tesla V100, 7.0, 535.183.01,",
        "NVIDIA A100, 8.0, 450.80.02,",
        "NVIDIA A100, 8.0, 450.51.06, driver 450.51.06 is too old",
        "NVIDIA A100, 8.0, 440.118.02, driver 440.118.02 is too old",
        "NVIDIA Jetson, 8.7, 535.183.01,",
        "NVIDIA GeForce RTX 4090, 8.9, 580.65.06,",
        "NVIDIA H200, 9.0, 580.65.06, Too new",
        "NVIDIA B200, 10.0, 580.65.06, Too new",
        "NVIDIA GeForce RTX 5090, 12.0, 580.65.06, Too new"
    })
    void knows_what_the_machine_code_runs_on(String name, String capability, String driver, String objection) {
        FoundDevice gpu = withCuda.devices(answer("0, GPU-1, %s, 8192, %s, %s".formatted(name, driver, capability)))
                .get(0);
        assertThat(gpu.usable()).isEqualTo(objection == null);
        if (objection != null) {
            assertThat(gpu.reason()).contains(objection);
        }
    }

    @Test
    void a_capability_that_is_not_told_needs_a_newer_driver_but_a_k80_is_known() {
        FoundDevice unknown = withCuda.devices(answer("0, GPU-1, Tesla V100, 16160, 470.256.02"))
                .get(0);
        assertThat(unknown.usable()).isFalse();
        assertThat(unknown.reason()).contains("driver 510");
        FoundDevice k80 = withCuda.devices(answer("0, GPU-1, Tesla K80, 11441, 470.256.02"))
                .get(0);
        assertThat(k80.usable()).isTrue();
        assertThat(k80.computeCapability()).isEqualTo("3.7");
    }

    @Test
    void values_that_are_not_available_stay_unknown() {
        FoundDevice gpu = withCuda.devices(answer("0, GPU-1, NVIDIA A100, [N/A], 535.183.01, [N/A]"))
                .get(0);
        assertThat(gpu.memoryBytes()).isZero();
        assertThat(gpu.computeCapability()).isNull();
        assertThat(gpu.usable()).isFalse();
    }

    @Test
    void lines_about_mig_instances_are_no_gpus() {
        NvidiaSmi.Answer answer =
                answer(RTX_3080, "  MIG 1g.18gb     Device  0: (UUID: MIG-4c8f1b3e-0000-0000-0000-000000000000)");
        assertThat(withCuda.devices(answer)).extracting(FoundDevice::id).containsExactly("gpu-0");
    }

    @Test
    void a_failing_driver_is_quoted() {
        String text = "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.";
        FoundDevice cpu = only(withCuda.devices(NvidiaSmi.read(9, text + "\n")));
        assertThat(cpu.id()).isEqualTo("cpu");
        assertThat(cpu.reason()).contains("exit code 9", text).endsWith("The CPU is used.");
    }

    @Test
    void a_driver_without_gpus_is_told() {
        FoundDevice cpu = only(withCuda.devices(NvidiaSmi.read(0, "No devices were found\n")));
        assertThat(cpu.reason()).contains("No devices were found");
    }

    @Test
    void a_machine_without_driver_uses_the_cpu() {
        FoundDevice cpu = only(withCuda.devices(new NvidiaSmi("no-such-nvidia-smi", 5).ask()));
        assertThat(cpu.usable()).isTrue();
        assertThat(cpu.name()).isNotBlank();
        assertThat(cpu.memoryBytes()).isPositive();
        assertThat(cpu.reason()).contains("No NVIDIA driver was found").endsWith("The CPU is used.");
    }

    @Test
    void a_hanging_driver_does_not_hang_the_server(@TempDir Path folder) throws Exception {
        String binary = script(folder, "exec sleep 60");
        long start = System.nanoTime();
        FoundDevice cpu = only(withCuda.devices(new NvidiaSmi(binary, 1).ask()));
        assertThat((System.nanoTime() - start) / 1e9).isLessThan(20);
        assertThat(cpu.reason()).contains("did not answer within 1 seconds");
    }

    @Test
    void an_old_tool_that_does_not_know_compute_cap_is_asked_again_without(@TempDir Path folder) throws Exception {
        String binary = script(folder, """
                case "$1" in
                  *compute_cap*) echo 'Field "compute_cap" is not a valid field to query.'; exit 2;;
                  *) echo '0, GPU-1, Tesla K80, 11441, 470.256.02';;
                esac
                """);
        FoundDevice gpu = only(withCuda.devices(new NvidiaSmi(binary, 5).ask()));
        assertThat(gpu.name()).isEqualTo("Tesla K80");
        assertThat(gpu.usable()).isTrue();
    }

    private static NvidiaSmi.Answer answer(String... lines) {
        return NvidiaSmi.read(0, String.join("\n", lines) + "\n");
    }

    private static FoundDevice only(List<FoundDevice> devices) {
        assertThat(devices).hasSize(1);
        return devices.get(0);
    }

    private static String script(Path folder, String body) throws Exception {
        Path file = Files.writeString(folder.resolve("nvidia-smi"), "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file.toString();
    }
}
