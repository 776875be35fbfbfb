package io.trainyard.prediction.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Finds out of an EXIF segment how the camera was held; all else in it is passed over. */
final class ExifOrientation {

    private static final byte[] HEADER = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);
    private static final int TAG = 0x0112;
    private static final int SHORT = 3;
    private static final int ENTRY_BYTES = 12;
    private static final int UPRIGHT = 1;

    private ExifOrientation() {}

    /** 1 to 8; 1 where the segment does not say. */
    static int of(ByteBuffer segment) {
        if (segment.remaining() < HEADER.length + 8
                || !segment.slice(0, HEADER.length).equals(ByteBuffer.wrap(HEADER))) {
            return UPRIGHT;
        }
        ByteBuffer tiff = segment.slice(HEADER.length, segment.remaining() - HEADER.length);
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = Integer.toUnsignedLong(tiff.getInt(4));
        return directory + 2 > tiff.limit() ? UPRIGHT : search(tiff, (int) directory);
    }

    private static int search(ByteBuffer tiff, int directory) {
        int entries = Short.toUnsignedInt(tiff.getShort(directory));
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + i * ENTRY_BYTES;
            if (entry + ENTRY_BYTES > tiff.limit()) {
                return UPRIGHT;
            }
            if (Short.toUnsignedInt(tiff.getShort(entry)) == TAG && tiff.getShort(entry + 2) == SHORT) {
                int value = Short.toUnsignedInt(tiff.getShort(entry + 8));
                return value >= 1 && value <= 8 ? value : UPRIGHT;
            }
        }
        return UPRIGHT;
    }
}
