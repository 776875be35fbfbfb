package io.trainyard.web.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * An 8-bit image.
 *
 * @param channels 1 (grey) or 3 (red, green, blue)
 * @param pixels height x width x channels, unsigned
 */
public record Raster(int channels, int height, int width, byte[] pixels) {

    public Raster {
        if (channels != 1 && channels != 3 || pixels.length != channels * height * width) {
            throw new IllegalArgumentException("%d values are no image of %d channels, height %d and width %d"
                    .formatted(pixels.length, channels, height, width));
        }
    }

    /** Images of one size in rows from left to right, in about a square, one pixel apart; the rest is mid-grey. */
    public static Raster grid(List<Raster> images) {
        Raster first = images.get(0);
        int columns = (int) Math.ceil(Math.sqrt(images.size()));
        int rows = (images.size() + columns - 1) / columns;
        Raster grid = empty(first.channels, rows * (first.height + 1) - 1, columns * (first.width + 1) - 1);
        for (int i = 0; i < images.size(); i++) {
            grid.paste(images.get(i), i / columns * (first.height + 1), i % columns * (first.width + 1));
        }
        return grid;
    }

    private static Raster empty(int channels, int height, int width) {
        byte[] grey = new byte[channels * height * width];
        Arrays.fill(grey, (byte) 128);
        return new Raster(channels, height, width, grey);
    }

    private void paste(Raster image, int top, int left) {
        int row = image.width * channels;
        for (int y = 0; y < image.height; y++) {
            System.arraycopy(image.pixels, y * row, pixels, ((top + y) * width + left) * channels, row);
        }
    }

    /** Every pixel as a square of {@code scale} pixels, so that small images can be seen as they are. */
    public Raster scaled(int scale) {
        Raster large = new Raster(
                channels, height * scale, width * scale, new byte[channels * height * scale * width * scale]);
        for (int y = 0; y < large.height; y++) {
            for (int x = 0; x < large.width; x++) {
                int from = (y / scale * width + x / scale) * channels;
                System.arraycopy(pixels, from, large.pixels, (y * large.width + x) * channels, channels);
            }
        }
        return large;
    }

    /** The bytes of a PNG file. */
    public byte[] png() {
        BufferedImage image = new BufferedImage(
                width, height, channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        byte[] data = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < data.length; i++) {
            data[i] = pixels[channels == 1 ? i : i / 3 * 3 + 2 - i % 3];
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", file);
        } catch (IOException e) {
            throw new UncheckedIOException("A PNG could not be written to memory.", e);
        }
        return file.toByteArray();
    }
}
