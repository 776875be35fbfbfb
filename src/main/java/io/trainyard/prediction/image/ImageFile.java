package io.trainyard.prediction.image;

import io.trainyard.prediction.image.ImageException.Reason;
import io.trainyard.spec.ImageShape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads an image file of unknown origin: its size is looked at before a pixel is decoded. */
public final class ImageFile {

    /** Larger images are thinned while they are read: every second, third ... pixel of every second, third ... row. */
    private static final long MAX_DECODED_PIXELS = 1 << 22;

    private ImageFile() {}

    /**
     * @param width as it is seen, a turned camera's turned back
     * @param pixels in [0,1], channels x height x width
     */
    public record Input(int width, int height, float[] pixels) {}

    /**
     * Reads the first image of a file and makes it fit a network.
     *
     * @param shape one channel for grey, three for red, green, blue
     */
    public static Input read(byte[] file, ImageShape shape) throws ImageException {
        ImageFormat format = ImageFormat.of(file);
        int orientation = format == ImageFormat.JPEG ? JpegSegments.of(file).orientation() : 1;
        Decoded decoded = decode(file, format, shape.channels());
        Picture upright = Orientation.upright(decoded.picture(), orientation);
        Picture fitting = Resizer.resize(upright, shape.width(), shape.height());
        boolean turned = orientation >= 5;
        return new Input(
                turned ? decoded.height() : decoded.width(),
                turned ? decoded.width() : decoded.height(),
                planes(fitting));
    }

    /** @param width of the file, which may be more than the picture's */
    private record Decoded(int width, int height, Picture picture) {}

    private static Decoded decode(byte[] file, ImageFormat format, int channels) throws ImageException {
        ImageReader reader = null;
        try (MemoryCacheImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(format.essence(file)))) {
            reader = format.reader();
            reader.setInput(in, true, true);
            List<String> warnings = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            requireModest(format, width, height);
            BufferedImage image = thinned(reader, width, height);
            requireWhole(warnings);
            return new Decoded(width, height, Rasters.picture(image, channels));
        } catch (IOException | RuntimeException e) {
            throw new ImageException(
                    Reason.UNREADABLE,
                    "The %s image is damaged or of an unusual kind: %s".formatted(format, e.getMessage()),
                    e);
        } finally {
            if (reader != null) {
                reader.dispose();
            }
        }
    }

    /** The JPEG reader only warns of an image that ends too early, and paints the rest grey. */
    private static void requireWhole(List<String> warnings) throws IOException {
        for (String warning : warnings) {
            if (warning.contains("remature")) {
                throw new EOFException(warning);
            }
        }
    }

    private static void requireModest(ImageFormat format, int width, int height) throws ImageException {
        if (width > ImageFormat.MAX_SIDE
                || height > ImageFormat.MAX_SIDE
                || (long) width * height > format.maxPixels()) {
            throw new ImageException(
                    Reason.TOO_LARGE,
                    "The image has %d x %d pixels; a %s image may have %d on a side and %d in all."
                            .formatted(width, height, format, ImageFormat.MAX_SIDE, format.maxPixels()));
        }
    }

    private static BufferedImage thinned(ImageReader reader, int width, int height) throws IOException {
        int step = 1;
        while ((long) (width / step) * (height / step) > MAX_DECODED_PIXELS) {
            step++;
        }
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceSubsampling(step, step, 0, 0);
        return reader.read(0, param);
    }

    private static float[] planes(Picture picture) {
        int area = picture.width() * picture.height();
        float[] values = new float[area * picture.channels()];
        for (int i = 0; i < values.length; i++) {
            int pixel = i % area;
            values[i] = picture.at(pixel % picture.width(), pixel / picture.width(), i / area) / 255f;
        }
        return values;
    }
}
