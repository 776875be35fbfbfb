package io.trainyard.spec;

/** A job fails at so many infrastructure failures in a row, without a new checkpoint between them. */
public record Retry(int maxAttempts) {}
