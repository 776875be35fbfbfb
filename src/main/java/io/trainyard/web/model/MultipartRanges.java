package io.trainyard.web.model;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.LongFunction;

/** Several ranges of a file in one answer, as multipart/byteranges (RFC 9110 section 14.6). */
record MultipartRanges(List<ByteRange> ranges, String type, long fileLength, LongFunction<InputStream> openAt) {

    void write(HttpServletResponse response, boolean headOnly) throws IOException {
        String boundary = UUID.randomUUID().toString();
        byte[] end = ascii("\r\n--" + boundary + "--\r\n");
        response.setContentType("multipart/byteranges; boundary=" + boundary);
        response.setContentLengthLong(end.length
                + ranges.stream()
                        .mapToLong(range -> partHeader(boundary, range).length + range.length())
                        .sum());
        if (headOnly) {
            return;
        }
        ServletOutputStream out = response.getOutputStream();
        for (ByteRange range : ranges) {
            out.write(partHeader(boundary, range));
            range.copy(openAt, out);
        }
        out.write(end);
    }

    private byte[] partHeader(String boundary, ByteRange range) {
        return ascii("\r\n--%s\r\nContent-Type: %s\r\nContent-Range: %s\r\n\r\n"
                .formatted(boundary, type, range.contentRange(fileLength)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
