package io.trainyard.job;

import java.time.Instant;

/**
 * Something that happened to a job and is stored with it.
 *
 * @param id grows over all jobs of the database, in the order in which events become visible
 */
public record Event(long id, String jobId, Instant at, EventData data) {}
