package io.trainyard.dataset;

import io.trainyard.dataset.CounterRandom.Purpose;
import io.trainyard.spec.DatasetName;
import java.util.stream.IntStream;

/**
 * Draws the built-in shapes set: one of ten shapes anywhere, in any size, rotation and colour, among lines and blobs, on a
 * gradient, with noise. Every image is a function of (split, index); the same bytes on every machine.
 */
final class ShapesGenerator {

    /** Another number would be another data set. */
    private static final long SET_SEED = 20_26;

    private static final int SIDE = DatasetName.SHAPES.shape().width();

    private ShapesGenerator() {}

    /** @param split 0 for the training images, 1 for the test images */
    static Images draw(int split, int count) {
        byte[] pixels = new byte[count * DatasetName.SHAPES.shape().size()];
        byte[] labels = new byte[count];
        IntStream.range(0, count).parallel().forEach(i -> {
            labels[i] = (byte) (i % Shape.values().length);
            CounterRandom random = new CounterRandom(Purpose.DRAWING, SET_SEED, split, i);
            draw(
                    Shape.values()[labels[i]],
                    random,
                    pixels,
                    i * DatasetName.SHAPES.shape().size());
        });
        return new Images(DatasetName.SHAPES.shape(), pixels, labels);
    }

    private static void draw(Shape shape, CounterRandom random, byte[] target, int offset) {
        Canvas canvas = new Canvas(SIDE);
        double[] background = colour(random);
        canvas.fill(background, near(background, 0.2, random), angle(random));
        clutter(canvas, 2 + random.nextInt(3), random);
        canvas.paint(placed(shape, random), unlike(background, random), random.nextDouble(0.85, 1));
        clutter(canvas, random.nextInt(2), random);
        canvas.develop(
                random.nextDouble(0.6, 1),
                random.nextDouble(-0.15, 0.15),
                random.nextDouble(0.01, 0.06),
                random,
                target,
                offset);
    }

    private static Canvas.Outline placed(Shape shape, CounterRandom random) {
        double size = random.nextDouble(9, 13);
        double room = Math.max(0, SIDE / 2.0 - size + 1);
        double centerX = SIDE / 2.0 + random.nextDouble(-room, room);
        double centerY = SIDE / 2.0 + random.nextDouble(-room, room);
        double angle = random.nextDouble(-0.35, 0.35);
        double cos = StrictMath.cos(angle) / size;
        double sin = StrictMath.sin(angle) / size;
        return (x, y) -> {
            double dx = x - centerX;
            double dy = y - centerY;
            return shape.distance(cos * dx + sin * dy, cos * dy - sin * dx) * size;
        };
    }

    private static void clutter(Canvas canvas, int pieces, CounterRandom random) {
        for (int i = 0; i < pieces; i++) {
            canvas.paint(
                    random.nextInt(2) == 0 ? line(random) : blob(random), colour(random), random.nextDouble(0.3, 0.7));
        }
    }

    private static Canvas.Outline line(CounterRandom random) {
        double fromX = random.nextDouble(0, SIDE);
        double fromY = random.nextDouble(0, SIDE);
        double edgeX = random.nextDouble(-SIDE, SIDE);
        double edgeY = random.nextDouble(-SIDE, SIDE);
        double halfWidth = random.nextDouble(0.4, 1.2);
        double squared = edgeX * edgeX + edgeY * edgeY;
        return (x, y) -> {
            double along = ((x - fromX) * edgeX + (y - fromY) * edgeY) / squared;
            double clamped = Math.min(1, Math.max(0, along));
            return Shape.length(x - fromX - edgeX * clamped, y - fromY - edgeY * clamped) - halfWidth;
        };
    }

    private static Canvas.Outline blob(CounterRandom random) {
        double centerX = random.nextDouble(0, SIDE);
        double centerY = random.nextDouble(0, SIDE);
        double radius = random.nextDouble(1, 4);
        return (x, y) -> Shape.length(x - centerX, y - centerY) - radius;
    }

    private static double[] colour(CounterRandom random) {
        return new double[] {random.nextDouble(), random.nextDouble(), random.nextDouble()};
    }

    private static double[] near(double[] colour, double range, CounterRandom random) {
        double[] other = colour.clone();
        for (int channel = 0; channel < 3; channel++) {
            other[channel] += random.nextDouble(-range, range);
        }
        return other;
    }

    /** A colour that can be told from {@code other}. */
    private static double[] unlike(double[] other, CounterRandom random) {
        while (true) {
            double[] colour = colour(random);
            double difference = 0;
            for (int channel = 0; channel < 3; channel++) {
                difference += Math.abs(colour[channel] - other[channel]);
            }
            if (difference > 0.9) {
                return colour;
            }
        }
    }

    private static double angle(CounterRandom random) {
        return random.nextDouble(0, 2 * StrictMath.PI);
    }
}
