package io.trainyard.web;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.trainyard.job.Device;
import io.trainyard.job.JobStatus;
import io.trainyard.job.Jobs;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Gauges read from rows when they are scraped: jobs by status, devices usable and busy. */
@Component
class JobMeters implements MeterBinder {

    private static final long FRESH_NANOS = 1_000_000_000;

    private final Jobs jobs;
    private Map<JobStatus, Long> counts = Map.of();
    private long countedAt = System.nanoTime() - FRESH_NANOS;

    JobMeters(Jobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (JobStatus status : JobStatus.values()) {
            Gauge.builder("trainyard.jobs", () -> count(status))
                    .description("Jobs by status; queued ones are the queue")
                    .tag("status", status.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
        devices(registry, "usable", Device::usable);
        devices(registry, "busy", device -> device.jobId() != null);
    }

    private void devices(MeterRegistry registry, String state, Predicate<Device> predicate) {
        Gauge.builder(
                        "trainyard.devices",
                        () -> jobs.devices().stream().filter(predicate).count())
                .description("Devices of all servers")
                .tag("state", state)
                .register(registry);
    }

    /** One scrape asks for every status; one query answers them all. */
    private synchronized long count(JobStatus status) {
        if (System.nanoTime() - countedAt >= FRESH_NANOS) {
            counts = jobs.countByStatus();
            countedAt = System.nanoTime();
        }
        return counts.getOrDefault(status, 0L);
    }
}
