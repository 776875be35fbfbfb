package io.trainyard.prediction.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import io.trainyard.prediction.image.ImageException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** The formats that are read; a file's first bytes say which it is, whatever its sender calls it. */
enum ImageFormat {
    PNG {
        @Override
        boolean matches(byte[] file) {
            return startsWith(file, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n');
        }

        @Override
        ImageReader reader() {
            return ImageIO.getImageReadersByFormatName("png").next();
        }

        @Override
        byte[] essence(byte[] file) throws ImageException {
            return PngChunks.essence(file);
        }
    },
    JPEG {
        @Override
        boolean matches(byte[] file) {
            return startsWith(file, 0, 0xFF, 0xD8, 0xFF);
        }

        @Override
        ImageReader reader() {
            return ImageIO.getImageReadersByFormatName("jpeg").next();
        }

        @Override
        byte[] essence(byte[] file) throws ImageException {
            return JpegSegments.of(file).essence();
        }
    },
    WEBP {
        @Override
        boolean matches(byte[] file) {
            return startsWith(file, 0, 'R', 'I', 'F', 'F') && startsWith(file, 8, 'W', 'E', 'B', 'P');
        }

        @Override
        ImageReader reader() throws IOException {
            return new WebPImageReaderSpi().createReaderInstance();
        }

        /** Its reader takes no more than the pixels; the file's head says how long it is. */
        @Override
        byte[] essence(byte[] file) throws ImageException {
            long length = Integer.toUnsignedLong(
                    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(4));
            if (length + 8 > file.length) {
                throw new ImageException(Reason.UNREADABLE, "The WebP image is cut off.");
            }
            return file;
        }

        @Override
        long maxPixels() {
            return MAX_PIXELS_OF_WEBP;
        }
    };

    static final int MAX_SIDE = 16384;
    private static final long MAX_PIXELS = 1 << 25;

    /** Its reader takes 30 bytes for each, in whole frames. */
    private static final long MAX_PIXELS_OF_WEBP = 1 << 22;

    abstract boolean matches(byte[] file);

    abstract ImageReader reader() throws IOException;

    /** The file without what the pixels do not need, such as colour profiles and texts, which can be bombs. */
    abstract byte[] essence(byte[] file) throws ImageException;

    long maxPixels() {
        return MAX_PIXELS;
    }

    static ImageFormat of(byte[] file) throws ImageException {
        return Arrays.stream(values())
                .filter(format -> format.matches(file))
                .findFirst()
                .orElseThrow(() -> new ImageException(
                        Reason.UNSUPPORTED,
                        "The file is no PNG, JPEG or WebP image: it begins with %s.".formatted(beginning(file))));
    }

    private static String beginning(byte[] file) {
        if (file.length == 0) {
            return "nothing, it is empty";
        }
        String text = new String(file, 0, Math.min(8, file.length), StandardCharsets.ISO_8859_1);
        return '"' + text.replaceAll("[^ -~]", "?") + '"';
    }

    private static boolean startsWith(byte[] file, int offset, int... bytes) {
        if (file.length < offset + bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((file[offset + i] & 0xFF) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
