package io.trainyard.engine.vector;

/** Two arrays for what lies between the steps of a computation; one thread's, as large as the largest user needs. */
public final class Workspace {

    private int firstLength;
    private int secondLength;
    private float[] first = {};
    private float[] second = {};

    /** To be called before the arrays are used, by everybody who will. */
    public void reserve(int firstLength, int secondLength) {
        this.firstLength = Math.max(this.firstLength, firstLength);
        this.secondLength = Math.max(this.secondLength, secondLength);
    }

    public float[] first() {
        if (first.length < firstLength) {
            first = new float[firstLength];
        }
        return first;
    }

    public float[] second() {
        if (second.length < secondLength) {
            second = new float[secondLength];
        }
        return second;
    }
}
