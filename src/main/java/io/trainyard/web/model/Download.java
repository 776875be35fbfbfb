package io.trainyard.web.model;

import io.trainyard.web.AnyTagRequest;
import io.trainyard.web.Problem;
import io.trainyard.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.context.request.ServletWebRequest;

/** Sends a file: conditional requests, ranges (RFC 9110), checksum (RFC 9530). */
final class Download {

    static final String DESCRIPTION = "Takes Range, If-Range and If-None-Match; ETag is the SHA-256.";

    private final Attachment file;
    private final String etag;

    Download(Attachment file) {
        this.file = file;
        this.etag = '"' + file.sha256() + '"';
    }

    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        requireMatch(request.getHeader(HttpHeaders.IF_MATCH));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        response.setHeader(HttpHeaders.ETAG, etag);
        if (new ServletWebRequest(new AnyTagRequest(request, response), response)
                .checkNotModified(etag, modified().toEpochMilli())) {
            if (response.getStatus() == HttpServletResponse.SC_PRECONDITION_FAILED) {
                throw failed("The file has changed since If-Unmodified-Since.");
            }
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
            new MultipartRanges(ranges, file.type(), file.bytes(), file.openAt()).write(response, headOnly);
        }
    }

    private void requireMatch(@Nullable String ifMatch) {
        if (ifMatch != null && ETag.parse(ifMatch).stream().noneMatch(this::isThis)) {
            throw failed("The file is not the one that If-Match names; its ETag is %s.".formatted(etag));
        }
    }

    /** A weak tag promises no equal bytes. */
    private boolean isThis(ETag tag) {
        return tag.isWildcard() || !tag.weak() && tag.tag().equals(file.sha256());
    }

    private static ProblemException failed(String message) {
        return Problem.of(HttpStatus.PRECONDITION_FAILED, "precondition_failed", message)
                .exception();
    }

    private List<ByteRange> ranges(HttpServletRequest request) {
        String range = request.getHeader(HttpHeaders.RANGE);
        return range == null || !isStillTheSame(request.getHeader(HttpHeaders.IF_RANGE))
                ? List.of()
                : ByteRange.parse(range, file.bytes());
    }

    private boolean isStillTheSame(@Nullable String ifRange) {
        HttpHeaders lastModified = new HttpHeaders();
        lastModified.setLastModified(modified());
        return ifRange == null
                || ifRange.equals(etag)
                || ifRange.equals(lastModified.getFirst(HttpHeaders.LAST_MODIFIED));
    }

    private Instant modified() {
        return file.modified().truncatedTo(ChronoUnit.SECONDS);
    }

    private void describe(HttpServletResponse response) {
        String digest = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(file.sha256()));
        response.setContentType(file.type());
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader("Repr-Digest", "sha-256=:" + digest + ":");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(file.filename())
                        .build()
                        .toString());
    }

    private void whole(HttpServletResponse response, boolean headOnly) throws IOException {
        response.setContentLengthLong(file.bytes());
        if (!headOnly) {
            new ByteRange(0, file.bytes() - 1).copy(file.openAt(), response.getOutputStream());
        }
    }

    private void part(HttpServletResponse response, ByteRange range, boolean headOnly) throws IOException {
        response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
        response.setHeader(HttpHeaders.CONTENT_RANGE, range.contentRange(file.bytes()));
        response.setContentLengthLong(range.length());
        if (!headOnly) {
            range.copy(file.openAt(), response.getOutputStream());
        }
    }
}
