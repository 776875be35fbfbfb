package io.trainyard.prediction.image;

import io.trainyard.prediction.image.ImageException.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Leaves of a PNG file what its pixels need: a text or a profile of a few bytes can inflate to gigabytes. */
final class PngChunks {

    private static final Set<String> ESSENTIAL = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
    private static final int SIGNATURE_BYTES = 8;

    /** Length and type before the data, a checksum behind. */
    private static final int FRAME_BYTES = 12;

    private PngChunks() {}

    static byte[] essence(byte[] file) throws ImageException {
        ByteArrayOutputStream essence = new ByteArrayOutputStream(file.length);
        essence.write(file, 0, SIGNATURE_BYTES);
        int at = SIGNATURE_BYTES;
        while (at + FRAME_BYTES <= file.length) {
            long length = Integer.toUnsignedLong(ByteBuffer.wrap(file).getInt(at)) + FRAME_BYTES;
            if (at + length > file.length) {
                throw new ImageException(Reason.UNREADABLE, "The PNG image is cut off.");
            }
            String type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
            if (ESSENTIAL.contains(type)) {
                essence.write(file, at, (int) length);
            }
            if (type.equals("IEND")) {
                return essence.toByteArray();
            }
            at += (int) length;
        }
        throw new ImageException(Reason.UNREADABLE, "The PNG image is cut off.");
    }
}
