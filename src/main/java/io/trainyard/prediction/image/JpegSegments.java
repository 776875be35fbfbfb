package io.trainyard.prediction.image;

import io.trainyard.prediction.image.ImageException.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * A JPEG file without what its pixels do not need, and how its camera was held.
 *
 * @param essence the file without application segments (profiles, previews, texts), except for the two that say which
 *     colours it has
 * @param orientation EXIF's, 1 to 8; 1 where nothing is said
 */
record JpegSegments(byte[] essence, int orientation) {

    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int JFIF = 0xE0;
    private static final int EXIF = 0xE1;
    private static final int ADOBE = 0xEE;
    private static final int LAST_APPLICATION = 0xEF;
    private static final int COMMENT = 0xFE;

    static JpegSegments of(byte[] file) throws ImageException {
        ByteArrayOutputStream essence = new ByteArrayOutputStream(file.length);
        essence.write(file, 0, 2);
        int orientation = 1;
        int at = 2;
        while (at + 4 <= file.length && (file[at] & 0xFF) == 0xFF) {
            int marker = file[at + 1] & 0xFF;
            if (marker == 0xFF) {
                at++; // a fill byte
                continue;
            }
            int length = 2 + Short.toUnsignedInt(ByteBuffer.wrap(file).getShort(at + 2));
            if (marker == START_OF_SCAN) {
                requireEnd(file, at);
                essence.write(file, at, file.length - at);
                return new JpegSegments(essence.toByteArray(), orientation);
            }
            if (at + length > file.length) {
                break;
            }
            if (marker == EXIF && orientation == 1) {
                orientation = ExifOrientation.of(
                        ByteBuffer.wrap(file, at + 4, length - 4).slice());
            }
            if (isEssential(marker)) {
                essence.write(file, at, length);
            }
            at += length;
        }
        throw new ImageException(Reason.UNREADABLE, "The JPEG image is cut off or damaged: it has no scan.");
    }

    /** Decoders paint grey what is missing. Within a scan's data, a zero goes behind a byte of ones. */
    private static void requireEnd(byte[] file, int scan) throws ImageException {
        for (int i = scan; i + 1 < file.length; i++) {
            if ((file[i] & 0xFF) == 0xFF && (file[i + 1] & 0xFF) == END_OF_IMAGE) {
                return;
            }
        }
        throw new ImageException(Reason.UNREADABLE, "The JPEG image is cut off.");
    }

    private static boolean isEssential(int marker) {
        boolean application = marker >= JFIF && marker <= LAST_APPLICATION;
        return marker == JFIF || marker == ADOBE || !application && marker != COMMENT;
    }
}
