package io.trainyard.prediction.image;

/** Turns and mirrors pictures as EXIF's values 1 to 8 say. */
final class Orientation {

    private Orientation() {}

    static Picture upright(Picture picture, int orientation) {
        if (orientation == 1) {
            return picture;
        }
        boolean turned = orientation >= 5;
        int width = turned ? picture.height() : picture.width();
        int height = turned ? picture.width() : picture.height();
        int channels = picture.channels();
        byte[] samples = new byte[picture.samples().length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int source = source(picture, orientation, x, y) * channels;
                System.arraycopy(picture.samples(), source, samples, (y * width + x) * channels, channels);
            }
        }
        return new Picture(width, height, channels, samples);
    }

    /** The stored pixel that is to be seen at (x, y). */
    private static int source(Picture picture, int orientation, int x, int y) {
        int right = picture.width() - 1;
        int bottom = picture.height() - 1;
        return switch (orientation) {
            case 2 -> y * picture.width() + right - x;
            case 3 -> (bottom - y) * picture.width() + right - x;
            case 4 -> (bottom - y) * picture.width() + x;
            case 5 -> x * picture.width() + y;
            case 6 -> (bottom - x) * picture.width() + y;
            case 7 -> (bottom - x) * picture.width() + right - y;
            default -> x * picture.width() + right - y;
        };
    }
}
