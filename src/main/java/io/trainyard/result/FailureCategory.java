package io.trainyard.result;

/** Whose fault a failure is. Only {@code INFRASTRUCTURE} is worth another attempt. */
public enum FailureCategory {
    USER,
    NUMERICAL,
    OUT_OF_MEMORY,
    INFRASTRUCTURE
}
