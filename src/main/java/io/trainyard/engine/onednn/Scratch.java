package io.trainyard.engine.onednn;

/** An array that users share who need it one after the other, as long as the longest of them asks for. */
final class Scratch {

    private int length;
    private float[] array = {};

    /** To be called before {@link #array}. */
    void reserve(int length) {
        this.length = Math.max(this.length, length);
    }

    synchronized float[] array() {
        if (array.length < length) {
            array = new float[length];
        }
        return array;
    }
}
