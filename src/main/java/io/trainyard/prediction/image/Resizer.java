package io.trainyard.prediction.image;

/**
 * Resizes as Pillow's {@code Image.resize((width, height), Image.BILINEAR)} does, to the bit: a triangle as wide as what
 * becomes one pixel, first across, then down, rounded to 8 bits each time. That is also {@code
 * torchvision.transforms.Resize((height, width))} on such images.
 */
final class Resizer {

    private static final int PRECISION_BITS = 22;

    private Resizer() {}

    /** A side that fits already stays as it is. */
    static Picture resize(Picture picture, int width, int height) {
        Picture narrow = picture.width() == width ? picture : across(picture, width);
        return narrow.height() == height ? narrow : transposed(across(transposed(narrow), height));
    }

    private static Picture across(Picture picture, int width) {
        Weights weights = Weights.of(picture.width(), width);
        int channels = picture.channels();
        byte[] samples = new byte[width * picture.height() * channels];
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < width; x++) {
                for (int channel = 0; channel < channels; channel++) {
                    samples[(y * width + x) * channels + channel] = weights.apply(picture, x, y, channel);
                }
            }
        }
        return new Picture(width, picture.height(), channels, samples);
    }

    private static Picture transposed(Picture picture) {
        return Orientation.upright(picture, 5);
    }

    /**
     * @param begin by pixel that comes out, the first one that goes in
     * @param factors how much each that goes in counts, of 2^22
     */
    private record Weights(int[] begin, int[][] factors) {

        static Weights of(int in, int out) {
            double scale = (double) in / out;
            double support = Math.max(scale, 1);
            int[] begin = new int[out];
            int[][] factors = new int[out][];
            for (int i = 0; i < out; i++) {
                double center = (i + 0.5) * scale;
                begin[i] = Math.max(0, (int) (center - support + 0.5));
                int end = Math.min(in, (int) (center + support + 0.5));
                factors[i] = fixed(triangle(begin[i], end, center, support));
            }
            return new Weights(begin, factors);
        }

        private static double[] triangle(int begin, int end, double center, double support) {
            double[] weights = new double[end - begin];
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                weights[i] = Math.max(0, 1 - Math.abs((i + begin - center + 0.5) * (1 / support)));
                sum += weights[i];
            }
            for (int i = 0; i < weights.length; i++) {
                weights[i] /= sum;
            }
            return weights;
        }

        private static int[] fixed(double[] weights) {
            int[] fixed = new int[weights.length];
            for (int i = 0; i < fixed.length; i++) {
                fixed[i] = (int) (0.5 + weights[i] * (1 << PRECISION_BITS));
            }
            return fixed;
        }

        byte apply(Picture picture, int x, int y, int channel) {
            int sum = 1 << PRECISION_BITS - 1;
            int[] row = factors[x];
            for (int i = 0; i < row.length; i++) {
                sum += picture.at(begin[x] + i, y, channel) * row[i];
            }
            return (byte) Math.min(255, sum >> PRECISION_BITS);
        }
    }
}
