package io.trainyard.spec;

/** How often a job may be started when infrastructure fails. */
public record Retry(int maxAttempts) {}
