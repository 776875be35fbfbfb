package io.trainyard.worker;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A device of this machine.
 *
 * @param id {@code cpu} or {@code gpu-0}
 * @param kind {@code cpu} or {@code gpu}
 * @param reason why it cannot be used, or what else a person should know; null when there is nothing to say
 * @param environment pins a trainer to the device
 */
record FoundDevice(
        String id,
        String kind,
        String name,
        long memoryBytes,
        @Nullable String computeCapability,
        boolean usable,
        @Nullable String reason,
        Map<String, String> environment) {

    FoundDevice {
        environment = Map.copyOf(environment);
    }
}
