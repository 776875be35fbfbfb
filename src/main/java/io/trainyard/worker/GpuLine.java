package io.trainyard.worker;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What nvidia-smi says about one GPU.
 *
 * @param computeCapability null when nvidia-smi does not know it
 */
record GpuLine(
        int index,
        String uuid,
        String name,
        long memoryBytes,
        @Nullable String computeCapability,
        String driver) {

    /** What to ask nvidia-smi for; {@code compute_cap} is known from driver 510 on. */
    static final List<String> FIELDS =
            List.of("index", "uuid", "name", "memory.total", "driver_version", "compute_cap");

    private static final long MIB = 1L << 20;

    /** Reads a line of {@code --format=csv,noheader,nounits}; empty if it is something else, as an error text. */
    static Optional<GpuLine> parse(String line) {
        List<String> values = Arrays.stream(line.split(",")).map(String::strip).toList();
        if (values.size() < FIELDS.size() - 1 || !values.get(0).matches("\\d+")) {
            return Optional.empty();
        }
        String told = values.size() < FIELDS.size() ? "" : values.get(5);
        return Optional.of(new GpuLine(
                Integer.parseInt(values.get(0)),
                values.get(1),
                values.get(2),
                values.get(3).matches("\\d+") ? Long.parseLong(values.get(3)) * MIB : 0,
                told.matches("\\d+\\.\\d+") ? told : capabilityByName(values.get(2)),
                values.get(4)));
    }

    /** The one usable GPU whose last driver, 470, is too old to tell. */
    private static @Nullable String capabilityByName(String name) {
        return name.equals("Tesla K80") ? "3.7" : null;
    }

    /** The name for CUDA_VISIBLE_DEVICES; the UUID means the same GPU however they are counted. */
    String visibleName() {
        return uuid.startsWith("GPU-") ? uuid : String.valueOf(index);
    }
}
