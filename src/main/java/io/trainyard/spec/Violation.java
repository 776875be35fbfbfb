package io.trainyard.spec;

/**
 * One thing that is wrong with a spec, or in a list of warnings: one that is odd about it.
 *
 * @param pointer RFC 6901 JSON pointer to the offending value; empty for the whole document
 * @param code stable, machine-readable: {@code unknown_field}, {@code out_of_range}, {@code shape_mismatch}, ...
 * @param message what was received and what would be right
 */
public record Violation(String pointer, String code, String message) {}
