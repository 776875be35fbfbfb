package io.trainyard.prediction.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Takes the samples out of a decoded image as they were in its file. {@link BufferedImage#getRGB} would not: it takes
 * grey for linear light and brightens it.
 */
final class Rasters {

    private Rasters() {}

    /** @param channels 1 for grey, 3 for red, green, blue; what is transparent shows white */
    static Picture picture(BufferedImage image, int channels) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] samples = new byte[width * height * channels];
        int[] rgba = new int[4];
        Row row = image.getColorModel() instanceof IndexColorModel ? new IndexedRow(image) : new SampledRow(image);
        int at = 0;
        for (int y = 0; y < height; y++) {
            row.read(y);
            for (int x = 0; x < width; x++) {
                row.pixel(x, rgba);
                at = put(rgba, samples, at, channels);
            }
        }
        return new Picture(width, height, channels, samples);
    }

    private static int put(int[] rgba, byte[] samples, int at, int channels) {
        int red = onWhite(rgba[0], rgba[3]);
        int green = onWhite(rgba[1], rgba[3]);
        int blue = onWhite(rgba[2], rgba[3]);
        if (channels == 1) {
            samples[at] = (byte) grey(red, green, blue);
            return at + 1;
        }
        samples[at] = (byte) red;
        samples[at + 1] = (byte) green;
        samples[at + 2] = (byte) blue;
        return at + 3;
    }

    private static int onWhite(int value, int alpha) {
        return alpha == 255 ? value : (value * alpha + 255 * (255 - alpha) + 127) / 255;
    }

    /** ITU-R 601 luma, rounded as Pillow's convert("L") does. */
    private static int grey(int red, int green, int blue) {
        return (19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16;
    }

    private interface Row {
        void read(int y);

        void pixel(int x, int[] rgba);
    }

    private static final class IndexedRow implements Row {

        private final BufferedImage image;
        private final int[] argb;

        IndexedRow(BufferedImage image) {
            this.image = image;
            this.argb = new int[image.getWidth()];
        }

        @Override
        public void read(int y) {
            image.getRGB(0, y, argb.length, 1, argb, 0, argb.length);
        }

        @Override
        public void pixel(int x, int[] rgba) {
            int value = argb[x];
            rgba[0] = value >> 16 & 0xFF;
            rgba[1] = value >> 8 & 0xFF;
            rgba[2] = value & 0xFF;
            rgba[3] = value >>> 24;
        }
    }

    /**
     * One band for grey, two with alpha, three for colours, four with alpha or, without, for the inks of a print; 8 or 16
     * bits each.
     */
    private static final class SampledRow implements Row {

        private final Raster raster;
        private final int bands;
        private final int shift;
        private final boolean alpha;
        private final int[] values;

        SampledRow(BufferedImage image) {
            this.raster = image.getRaster();
            this.bands = raster.getNumBands();
            this.shift = Math.max(0, raster.getSampleModel().getSampleSize(0) - 8);
            this.alpha = image.getColorModel().hasAlpha();
            this.values = new int[raster.getWidth() * bands];
        }

        @Override
        public void read(int y) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, values);
        }

        @Override
        public void pixel(int x, int[] rgba) {
            int at = x * bands;
            int step = bands > 2 ? 1 : 0;
            rgba[0] = values[at] >> shift;
            rgba[1] = values[at + step] >> shift;
            rgba[2] = values[at + 2 * step] >> shift;
            rgba[3] = alpha ? values[at + bands - 1] >> shift : 255;
            if (bands == 4 && !alpha) {
                print(values[at + 3] >> shift, rgba);
            }
        }

        /** Cyan, magenta, yellow and black as light. */
        private static void print(int black, int[] rgba) {
            for (int i = 0; i < 3; i++) {
                rgba[i] = (255 - rgba[i]) * (255 - black) / 255;
            }
        }
    }
}
