package io.trainyard.worker;

import io.trainyard.job.Device;
import io.trainyard.job.Runs;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/** The devices of this server: who runs what, and which are free. */
class DeviceSlots {

    private final String server;
    private final Runs runs;
    private final List<FoundDevice> found;
    private final BlockingQueue<FoundDevice> free;
    private final Map<String, String> jobs = new ConcurrentHashMap<>();

    DeviceSlots(String server, Runs runs, List<FoundDevice> found) {
        this.server = server;
        this.runs = runs;
        this.found = found;
        this.free = new LinkedBlockingQueue<>(usable());
    }

    private List<FoundDevice> usable() {
        return found.stream().filter(FoundDevice::usable).toList();
    }

    int count() {
        return usable().size();
    }

    /** Waits until one is free. */
    FoundDevice take(String jobId) throws InterruptedException {
        FoundDevice device = free.take();
        jobs.put(device.id(), jobId);
        return device;
    }

    void release(FoundDevice device) {
        jobs.remove(device.id());
        free.add(device);
    }

    boolean isRunning(String jobId) {
        return jobs.containsValue(jobId);
    }

    /** Writes the rows that clients see. */
    void show() {
        Instant now = Instant.now();
        runs.showDevices(server, found.stream().map(device -> row(device, now)).toList());
    }

    void hide() {
        runs.showDevices(server, List.of());
    }

    private Device row(FoundDevice device, Instant now) {
        return new Device(
                server,
                device.id(),
                device.kind(),
                device.name(),
                device.memoryBytes(),
                device.computeCapability(),
                device.usable(),
                device.reason(),
                jobs.get(device.id()),
                now);
    }
}
