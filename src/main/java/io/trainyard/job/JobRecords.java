package io.trainyard.job;

import org.springframework.stereotype.Component;

/** The repositories of what running jobs leave behind. */
@Component
record JobRecords(
        MetricRows metrics,
        IterationRows iterations,
        EvaluationRows evaluations,
        CheckpointRows checkpoints,
        Chunks chunks,
        LogLines logs,
        WarningRows warnings,
        EventLog events,
        DeviceRows devices) {}
