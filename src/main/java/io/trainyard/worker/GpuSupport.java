package io.trainyard.worker;

import java.util.Optional;

/**
 * Which GPUs this build can use. nd4j-cuda-11.6 carries machine code for the compute capabilities 3.7, 5.0, 5.2, 6.0, 6.1,
 * 7.0, 7.5, 8.0 and 8.6 and no PTX. Machine code runs on its own capability and on higher minor numbers of the same
 * major one, so that is 3.7 and 5.0 to 8.9.
 */
final class GpuSupport {

    /** From this driver on every CUDA 11 runs (NVIDIA, "CUDA Compatibility", minor version compatibility). */
    private static final int[] LEAST_DRIVER = {450, 80, 2};

    private static final String BACKEND = "org/nd4j/linalg/jcublas/JCublasBackend.class";

    private final boolean built;

    GpuSupport(boolean built) {
        this.built = built;
    }

    /** Looks for the backend without loading it: that would start CUDA in the server. */
    static GpuSupport ofThisBuild() {
        return new GpuSupport(GpuSupport.class.getClassLoader().getResource(BACKEND) != null);
    }

    /** Why this GPU cannot be used; empty if it can. */
    Optional<String> objection(GpuLine gpu) {
        if (gpu.computeCapability() == null) {
            return Optional.of(
                    "nvidia-smi does not tell its compute capability: install an NVIDIA driver 510 or newer.");
        }
        if (olderThan(gpu.driver(), LEAST_DRIVER)) {
            return Optional.of(
                    "Its driver %s is too old for CUDA 11.6: install 450.80.02 or newer.".formatted(gpu.driver()));
        }
        return capabilityObjection(gpu.computeCapability()).or(this::buildObjection);
    }

    private static Optional<String> capabilityObjection(String capability) {
        String[] parts = capability.split("\\.");
        int major = Integer.parseInt(parts[0]);
        int minor = Integer.parseInt(parts[1]);
        if (major >= 9) {
            return Optional.of(("Too new: compute capability %s, and nd4j-cuda-11.6 has machine code up to 8.6 only,"
                            + " which runs up to 8.9 (GeForce RTX 40, L4, L40).")
                    .formatted(capability));
        }
        if (major < 3 || (major == 3 && minor < 7)) {
            return Optional.of("Too old: compute capability %s, and nd4j-cuda-11.6 starts at 3.7 (Tesla K80)."
                    .formatted(capability));
        }
        return Optional.empty();
    }

    private Optional<String> buildObjection() {
        return built
                ? Optional.empty()
                : Optional.of("This server was built without CUDA: build it with mvn -Pcuda package.");
    }

    private static boolean olderThan(String version, int[] least) {
        String[] parts = version.split("\\.");
        for (int i = 0; i < least.length; i++) {
            int part = i < parts.length && parts[i].matches("\\d+") ? Integer.parseInt(parts[i]) : 0;
            if (part != least[i]) {
                return part < least[i];
            }
        }
        return false;
    }
}
