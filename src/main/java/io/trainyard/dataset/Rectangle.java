package io.trainyard.dataset;

import io.trainyard.spec.Augmentation.Cutout;
import io.trainyard.spec.Augmentation.Erasing;
import io.trainyard.spec.Augmentation.RandomErasing;
import io.trainyard.spec.ImageShape;

/** A part of an image; bottom and right are one past the last row and column. */
record Rectangle(int top, int left, int bottom, int right) {

    private static final Rectangle NOTHING = new Rectangle(0, 0, 0, 0);
    private static final int TRIES = 10;

    int area() {
        return (bottom - top) * (right - left);
    }

    static Rectangle toErase(Erasing erasing, ImageShape shape, CounterRandom random) {
        if (erasing instanceof Cutout cutout) {
            int top = random.nextInt(shape.height()) - cutout.size() / 2;
            int left = random.nextInt(shape.width()) - cutout.size() / 2;
            return cutOff(top, left, top + cutout.size(), left + cutout.size(), shape);
        } else if (erasing instanceof RandomErasing some) {
            return random.nextDouble() < some.p() ? toErase(some, shape, random) : NOTHING;
        }
        throw new IllegalArgumentException("unknown erasing: " + erasing);
    }

    /** Ten tries for a rectangle smaller than the image on both sides, as torchvision's RandomErasing. */
    private static Rectangle toErase(RandomErasing erasing, ImageShape shape, CounterRandom random) {
        for (int i = 0; i < TRIES; i++) {
            double area = shape.height()
                    * shape.width()
                    * random.nextDouble(erasing.scale().from(), erasing.scale().to());
            double ratio = StrictMath.exp(random.nextDouble(
                    StrictMath.log(erasing.ratio().from()),
                    StrictMath.log(erasing.ratio().to())));
            int height = (int) Math.rint(Math.sqrt(area * ratio));
            int width = (int) Math.rint(Math.sqrt(area / ratio));
            if (height < shape.height() && width < shape.width()) {
                int top = random.nextInt(shape.height() - height + 1);
                int left = random.nextInt(shape.width() - width + 1);
                return new Rectangle(top, left, top + height, left + width);
            }
        }
        return NOTHING;
    }

    /** torchvision's CutMix: about {@code share} of the image around a random centre, cut off at the border. */
    static Rectangle ofShare(double share, ImageShape shape, CounterRandom random) {
        int x = random.nextInt(shape.width());
        int y = random.nextInt(shape.height());
        double half = 0.5 * Math.sqrt(share);
        int halfWidth = (int) (half * shape.width());
        int halfHeight = (int) (half * shape.height());
        return cutOff(y - halfHeight, x - halfWidth, y + halfHeight, x + halfWidth, shape);
    }

    private static Rectangle cutOff(int top, int left, int bottom, int right, ImageShape shape) {
        return new Rectangle(
                Math.max(0, top), Math.max(0, left), Math.min(shape.height(), bottom), Math.min(shape.width(), right));
    }
}
