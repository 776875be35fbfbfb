package io.trainyard.spec;

import static io.trainyard.spec.ViolationCode.CONFLICT;

import io.trainyard.spec.Augmentation.Cutout;
import io.trainyard.spec.Augmentation.Mixing;
import io.trainyard.spec.Augmentation.RandomCrop;

/** Whether the augmentations fit the images, the batches and each other. */
final class AugmentationChecks {

    private final ExperimentSpec spec;
    private final Violations violations;

    AugmentationChecks(ExperimentSpec spec, Violations violations) {
        this.spec = spec;
        this.violations = violations;
    }

    /** To be called only where data set and augmentation were read without complaint. */
    void run() {
        for (int i = 0; i < spec.augmentation().size(); i++) {
            Augmentation augmentation = spec.augmentation().get(i);
            String pointer = "/augmentation/" + i;
            if (augmentation instanceof RandomCrop crop) {
                crop(crop, pointer);
            } else if (augmentation instanceof Cutout cutout) {
                cutout(cutout, pointer);
            } else if (augmentation instanceof Mixing) {
                batch(augmentation, pointer);
            }
            if (i > 0) {
                order(spec.augmentation().get(i - 1), augmentation, pointer);
            }
        }
    }

    private void crop(RandomCrop crop, String pointer) {
        int side = side();
        if (crop.padding() >= side) {
            String message = "Images are %d pixels wide; a padding of %d would show empty crops. Usual is %d."
                    .formatted(side, crop.padding(), side / 8);
            violations.add(pointer + "/padding", CONFLICT, message);
        }
    }

    private void cutout(Cutout cutout, String pointer) {
        int side = side();
        if (cutout.size() > side) {
            String message = "Images are %d pixels wide; a square of %d would erase most of them. Usual is %d."
                    .formatted(side, cutout.size(), side / 2);
            violations.add(pointer + "/size", CONFLICT, message);
        }
    }

    private void batch(Augmentation mixing, String pointer) {
        if (spec.training().batchSize() == 1 && violations.noneAt("/training/batch_size")) {
            String message =
                    "%s mixes the images of a batch, but training.batch_size is 1. Use at least 2, or leave it out."
                            .formatted(mixing.type());
            violations.add(pointer, CONFLICT, message);
        }
    }

    private void order(Augmentation before, Augmentation augmentation, String pointer) {
        if (augmentation.stage().compareTo(before.stage()) < 0) {
            String message = "%s works on %s, so it must come before %s, which works on %s."
                    .formatted(
                            augmentation.type(),
                            augmentation.stage().words(),
                            before.type(),
                            before.stage().words());
            violations.add(pointer, CONFLICT, message);
        }
    }

    private int side() {
        ImageShape image = spec.dataset().name().shape();
        return Math.min(image.height(), image.width());
    }
}
