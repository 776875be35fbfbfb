package io.trainyard.job;

/** @param created false when the same Idempotency-Key had brought this job before */
public record Submission(Job job, boolean created) {}
