package io.trainyard.web.model;

import java.io.InputStream;
import java.time.Instant;
import java.util.function.LongFunction;

/**
 * A file to send.
 *
 * @param sha256 of its bytes, hex
 * @param openAt its bytes from an offset on
 */
record Attachment(
        String filename, String type, long bytes, String sha256, Instant modified, LongFunction<InputStream> openAt) {}
