package io.trainyard.spec;

/** A random change to training data, as in torchvision; the order in the spec is the order of application. */
public sealed interface Augmentation {

    /** What a change works on, in the order in which training data goes through it. */
    enum Stage {
        IMAGE("8-bit images"),
        VALUES("standardized images"),
        BATCH("whole batches");

        private final String words;

        Stage(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** The name in specs. */
    String type();

    Stage stage();

    /** Changes the pixels of one image. */
    sealed interface OfImage extends Augmentation {
        @Override
        default Stage stage() {
            return Stage.IMAGE;
        }
    }

    /** Sets a part of one standardized image to 0. */
    sealed interface Erasing extends Augmentation {
        @Override
        default Stage stage() {
            return Stage.VALUES;
        }
    }

    /** Mixes the images of a batch and their labels; of several in one spec, each batch gets one, chosen evenly. */
    sealed interface Mixing extends Augmentation {
        @Override
        default Stage stage() {
            return Stage.BATCH;
        }

        /** Both parameters of the beta distribution that the share of an image is drawn from. */
        double alpha();
    }

    /** Pads with zeros (black) by {@code padding} pixels on every side, then crops a window of the original size. */
    record RandomCrop(int padding) implements OfImage {
        @Override
        public String type() {
            return "random_crop";
        }
    }

    /** Mirrors left and right with probability {@code p}. */
    record RandomHorizontalFlip(double p) implements OfImage {
        @Override
        public String type() {
            return "random_horizontal_flip";
        }
    }

    /** Turns around the centre by up to {@code degrees} either way; black where nothing was. */
    record RandomRotation(double degrees, Interpolation interpolation) implements OfImage {
        @Override
        public String type() {
            return "random_rotation";
        }
    }

    /** How a turned image gets its pixels. */
    enum Interpolation {
        NEAREST,
        BILINEAR
    }

    /**
     * Changes brightness, contrast and saturation by factors from max(0, 1 - x) to 1 + x and turns the hue by up to
     * {@code hue} of a full circle either way, in random order.
     */
    record ColorJitter(double brightness, double contrast, double saturation, double hue) implements OfImage {
        @Override
        public String type() {
            return "color_jitter";
        }
    }

    /**
     * Erases a rectangle with probability {@code p}.
     *
     * @param scale of its area, as a share of the image's
     * @param ratio of its height to its width
     */
    record RandomErasing(double p, Range scale, Range ratio) implements Erasing {
        @Override
        public String type() {
            return "random_erasing";
        }
    }

    /** Both ends included. */
    record Range(double from, double to) {}

    /** Erases a square of {@code size} pixels whose centre is anywhere, cut off at the border (DeVries, Taylor 2017). */
    record Cutout(int size) implements Erasing {
        @Override
        public String type() {
            return "cutout";
        }
    }

    /** Blends each image with the one before it (Zhang et al. 2018). */
    record Mixup(double alpha) implements Mixing {
        @Override
        public String type() {
            return "mixup";
        }
    }

    /** Puts a rectangle of the image before it into each image (Yun et al. 2019). */
    record CutMix(double alpha) implements Mixing {
        @Override
        public String type() {
            return "cutmix";
        }
    }
}
