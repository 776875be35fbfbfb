package io.trainyard.spec;

/**
 * Something about a valid spec that its author probably wants to know.
 *
 * @param pointer RFC 6901 JSON pointer into the resolved spec
 * @param code stable, machine-readable
 * @param message what happens, and what would be usual
 */
public record Warning(String pointer, String code, String message) {}
