package io.trainyard.web.model;

import io.trainyard.web.Problem;
import io.trainyard.web.ProblemException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;

/** A stretch of a file; both ends are included, as in HTTP. */
record ByteRange(long first, long last) {

    private static final int BUFFER = 64 * 1024;

    /** Numbers that a long may not hold: behind the end of any file, as the largest long is. */
    private static final Pattern ENDLESS = Pattern.compile("\\b0*[1-9][0-9]{18,}");

    private static final String FARTHEST = String.valueOf(Long.MAX_VALUE);

    /**
     * Reads a Range header.
     *
     * @return empty for the whole file: where the header is malformed, and where its ranges together are longer than
     *     the file (a server may then ignore it, RFC 9110 section 14.2)
     * @throws ProblemException 416 when no range lies within the file
     */
    static List<ByteRange> parse(String header, long fileLength) {
        List<HttpRange> requested;
        try {
            requested = HttpRange.parseRanges(ENDLESS.matcher(header.replaceFirst("^(?i:bytes)=", "bytes="))
                    .replaceAll(FARTHEST));
        } catch (IllegalArgumentException e) {
            return List.of();
        }
        List<ByteRange> within = requested.stream()
                .map(range -> new ByteRange(range.getRangeStart(fileLength), range.getRangeEnd(fileLength)))
                .filter(range -> range.first < fileLength && range.first <= range.last)
                .toList();
        if (within.isEmpty()) {
            throw unsatisfiable(header, fileLength);
        }
        boolean worthwhile = within.stream().mapToLong(ByteRange::length).sum() <= fileLength;
        return worthwhile ? within : List.of();
    }

    private static ProblemException unsatisfiable(String header, long fileLength) {
        return Problem.of(
                        HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                        "range_not_satisfiable",
                        "Range \"%s\" lies outside of the file's %d bytes.".formatted(header, fileLength))
                .header(HttpHeaders.CONTENT_RANGE, "bytes */" + fileLength)
                .exception();
    }

    long length() {
        return last - first + 1;
    }

    /** The value of a Content-Range header. */
    String contentRange(long fileLength) {
        return "bytes %d-%d/%d".formatted(first, last, fileLength);
    }

    /** @param openAt the file's bytes from an offset on */
    void copy(LongFunction<InputStream> openAt, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = openAt.apply(first)) {
            for (long left = length(); left > 0; ) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (read < 0) {
                    throw new EOFException("The file ended %d bytes early".formatted(left));
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }
}
