package io.trainyard.prediction.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Writes PNG files chunk by chunk, also such as no program would. */
public final class PngWriter {

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    public PngWriter() {
        file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    }

    /** A black image of one bit a pixel, whose head may promise more rows than there are. */
    public static byte[] black(int width, int height, int rows) throws IOException {
        return new PngWriter()
                .header(width, height, 1, 0)
                .chunk("IDAT", deflated((long) rows * ((width + 7) / 8 + 1)))
                .end();
    }

    /** @param colors 0 grey, 2 colours, 3 palette */
    PngWriter header(int width, int height, int bits, int colors) {
        return chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) bits)
                        .put((byte) colors)
                        .array());
    }

    PngWriter chunk(String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
        file.writeBytes(name);
        file.writeBytes(data);
        file.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        return this;
    }

    byte[] end() {
        chunk("IEND", new byte[0]);
        return file.toByteArray();
    }

    /** So many zeros. */
    static byte[] deflated(long zeros) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new DeflaterOutputStream(bytes)) {
            byte[] block = new byte[1 << 16];
            for (long left = zeros; left > 0; left -= block.length) {
                out.write(block, 0, (int) Math.min(left, block.length));
            }
        }
        return bytes.toByteArray();
    }
}
