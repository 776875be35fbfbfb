package io.trainyard.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.trainyard.job.Device;
import io.trainyard.job.Jobs;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = WebConfiguration.API + "/devices", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "server")
class DeviceController {

    private final Jobs jobs;

    DeviceController(Jobs jobs) {
        this.jobs = jobs;
    }

    @Operation(
            summary = "The devices",
            description = "What the workers found, what runs there, and why a device cannot be used.")
    @GetMapping
    ListDocument<DeviceDocument> list() {
        return ListDocument.whole(
                jobs.devices().stream().map(DeviceDocument::of).toList());
    }

    /**
     * A device as a worker found it.
     *
     * @param id unique within its server: {@code cpu}, {@code gpu-0}
     * @param server whose worker found it
     * @param kind {@code cpu} or {@code gpu}
     * @param name the maker's
     * @param memoryBytes in all
     * @param computeCapability of a GPU, such as {@code 8.6}; null for a CPU
     * @param usable whether jobs can run on it
     * @param reason why it cannot be used; null if it can
     * @param jobId what runs on it; null if nothing does
     * @param seenAt when the worker last said so
     */
    @Schema(name = "Device")
    record DeviceDocument(
            String id,
            String object,
            String server,
            String kind,
            String name,
            long memoryBytes,
            @Nullable String computeCapability,
            boolean usable,
            @Nullable String reason,
            @Nullable String jobId,
            Instant seenAt) {

        static DeviceDocument of(Device device) {
            return new DeviceDocument(
                    device.id(),
                    "device",
                    device.server(),
                    device.kind(),
                    device.name(),
                    device.memoryBytes(),
                    device.computeCapability(),
                    device.usable(),
                    device.reason(),
                    device.jobId(),
                    device.seenAt());
        }
    }
}
