package io.trainyard.web;

import io.trainyard.job.Device;
import io.trainyard.job.JobStatus;
import io.trainyard.job.Jobs;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Jobs and devices in the health document; up while the store answers. */
@Component
class JobsHealthIndicator extends AbstractHealthIndicator {

    private final Jobs jobs;

    JobsHealthIndicator(Jobs jobs) {
        super("The job store does not answer");
        this.jobs = jobs;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        Map<JobStatus, Long> counts = jobs.countByStatus();
        List<Device> devices = jobs.devices();
        builder.up()
                .withDetail("queued", counts.getOrDefault(JobStatus.QUEUED, 0L))
                .withDetail("running", counts.getOrDefault(JobStatus.RUNNING, 0L))
                .withDetail(
                        "usable_devices",
                        devices.stream().filter(Device::usable).count());
    }
}
