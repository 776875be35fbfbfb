package io.trainyard.job;

/**
 * One start of a job. The attempt is a fencing token: as soon as the job has been requeued or started anew, nothing
 * that is written in this run's name is taken any more.
 */
public record Run(String jobId, int attempt) {}
