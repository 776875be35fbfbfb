package io.trainyard.web;

import io.trainyard.job.Checkpoint;
import io.trainyard.job.Job;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.context.request.ServletWebRequest;

/** Sends a checkpoint's bytes as a file: conditional requests, ranges (RFC 9110), checksum (RFC 9530). */
final class Download {

    static final String DESCRIPTION =
            "A zip that stock DeepLearning4J loads. Takes Range, If-Range and If-None-Match; ETag is the SHA-256.";

    private static final String TYPE = "application/zip";

    private final Job job;
    private final Checkpoint checkpoint;
    private final LongFunction<InputStream> openAt;
    private final String etag;

    /** @param openAt the bytes from an offset on */
    Download(Job job, Checkpoint checkpoint, LongFunction<InputStream> openAt) {
        this.job = job;
        this.checkpoint = checkpoint;
        this.openAt = openAt;
        this.etag = '"' + checkpoint.sha256() + '"';
    }

    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        requireMatch(request.getHeader(HttpHeaders.IF_MATCH));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        if (new ServletWebRequest(request, response)
                .checkNotModified(etag, modified().toEpochMilli())) {
            return;
        }
        List<ByteRange> ranges = ranges(request);
        describe(response);
        boolean headOnly = request.getMethod().equals("HEAD");
        if (ranges.isEmpty()) {
            whole(response, headOnly);
        } else if (ranges.size() == 1) {
            part(response, ranges.get(0), headOnly);
        } else {
            response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
            new MultipartRanges(ranges, TYPE, checkpoint.bytes(), openAt).write(response, headOnly);
        }
    }

    private void requireMatch(@Nullable String ifMatch) {
        if (ifMatch != null && !ifMatch.equals("*") && !ifMatch.contains(etag)) {
            throw Problem.of(
                            HttpStatus.PRECONDITION_FAILED,
                            "precondition_failed",
                            "The file is not the one that If-Match names; its ETag is %s.".formatted(etag))
                    .exception();
        }
    }

    private List<ByteRange> ranges(HttpServletRequest request) {
        String range = request.getHeader(HttpHeaders.RANGE);
        return range == null || !isStillTheSame(request.getHeader(HttpHeaders.IF_RANGE))
                ? List.of()
                : ByteRange.parse(range, checkpoint.bytes());
    }

    private boolean isStillTheSame(@Nullable String ifRange) {
        HttpHeaders lastModified = new HttpHeaders();
        lastModified.setLastModified(modified());
        return ifRange == null
                || ifRange.equals(etag)
                || ifRange.equals(lastModified.getFirst(HttpHeaders.LAST_MODIFIED));
    }

    private Instant modified() {
        return checkpoint.createdAt().truncatedTo(ChronoUnit.SECONDS);
    }

    private void describe(HttpServletResponse response) {
        String digest = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(checkpoint.sha256()));
        response.setContentType(TYPE);
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader("Repr-Digest", "sha-256=:" + digest + ":");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(filename()).build().toString());
    }

    /** Such as {@code quickstart-epoch6.zip}. */
    private String filename() {
        String name = job.description().name();
        String safe =
                name == null ? "" : name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[-.]+|[-.]+$", "");
        String batch = checkpoint.batch() == 0 ? "" : "-batch" + checkpoint.batch();
        return "%s-epoch%d%s.zip".formatted(safe.isEmpty() ? job.id() : safe, checkpoint.epoch(), batch);
    }

    private void whole(HttpServletResponse response, boolean headOnly) throws IOException {
        response.setContentLengthLong(checkpoint.bytes());
        if (!headOnly) {
            new ByteRange(0, checkpoint.bytes() - 1).copy(openAt, response.getOutputStream());
        }
    }

    private void part(HttpServletResponse response, ByteRange range, boolean headOnly) throws IOException {
        response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
        response.setHeader(HttpHeaders.CONTENT_RANGE, range.contentRange(checkpoint.bytes()));
        response.setContentLengthLong(range.length());
        if (!headOnly) {
            range.copy(openAt, response.getOutputStream());
        }
    }
}
