package io.trainyard.dataset;

/** A small RGB picture, values about 0 to 1, painted with anti-aliased signed distances. */
final class Canvas {

    /** Signed distance in pixels to the outline of something, negative inside. */
    interface Outline {
        double distance(double x, double y);
    }

    private final int side;
    private final double[] values;

    Canvas(int side) {
        this.side = side;
        this.values = new double[side * side * 3];
    }

    /** A linear gradient from one colour to another along the direction of {@code angle}. */
    void fill(double[] from, double[] to, double angle) {
        double dx = StrictMath.cos(angle);
        double dy = StrictMath.sin(angle);
        double middle = side / 2.0;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double along = ((x + 0.5 - middle) * dx + (y + 0.5 - middle) * dy) / side + 0.5;
                blend(x, y, from, 1);
                blend(x, y, to, Math.min(1, Math.max(0, along)));
            }
        }
    }

    /** @param opacity 0 to 1 */
    void paint(Outline outline, double[] colour, double opacity) {
        for (int y = 0; y < side; y++) {
            double distance;
            // A distance says how many pixels lie outside for sure.
            for (int x = 0; x < side; x += Math.max(1, (int) Math.ceil(distance - 0.5))) {
                distance = outline.distance(x + 0.5, y + 0.5);
                if (distance < 0.5) {
                    blend(x, y, colour, Math.min(1, 0.5 - distance) * opacity);
                }
            }
        }
    }

    /** Contrast around mid-grey, brightness and noise, then 8 bits. */
    void develop(double contrast, double brightness, double noise, CounterRandom random, byte[] target, int offset) {
        for (int i = 0; i < values.length; i++) {
            // Four uniforms: close to a normal distribution, and exact on every machine.
            double grain = random.nextDouble() + random.nextDouble() + random.nextDouble() + random.nextDouble() - 2;
            double value = (values[i] - 0.5) * contrast + 0.5 + brightness + grain * noise * Math.sqrt(3);
            target[offset + i] = (byte) (int) (Math.min(1, Math.max(0, value)) * 255 + 0.5);
        }
    }

    private void blend(int x, int y, double[] colour, double weight) {
        int at = (y * side + x) * 3;
        for (int channel = 0; channel < 3; channel++) {
            values[at + channel] += (colour[channel] - values[at + channel]) * weight;
        }
    }
}
