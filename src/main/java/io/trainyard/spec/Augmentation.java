package io.trainyard.spec;

/** A random change to a training image; the order in the spec is the order of application. */
public sealed interface Augmentation {

    /** Pads with zeros (black) by {@code padding} pixels on every side, then crops a window of the original size. */
    record RandomCrop(int padding) implements Augmentation {}

    /** Mirrors left and right with probability {@code p}. */
    record RandomHorizontalFlip(double p) implements Augmentation {}
}
