package io.trainyard.spec;

/** The shape of one image, in the field's order: channels, height, width. */
public record ImageShape(int channels, int height, int width) {

    /** Values per image. */
    public int size() {
        return channels * height * width;
    }
}
