package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.all;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Lanes.zero;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * torch.nn.MaxPool2d(2) of channels that lie one by one, and its gradient, which goes to the first one of equal pixels. Vectors have the
 * largest of four for every pixel, as if the stride were 1; every other one is then taken. For one thread.
 */
public final class PlanePool {

    /** What is read behind the last row. */
    static final int SLACK = 2 * WIDTH;

    private final int height;
    private final int width;
    private final float[] large;
    private final float[] small;
    private final float[] values;
    private final float[] places;

    /** @param height of the inputs */
    public PlanePool(int height, int width) {
        this.height = height;
        this.width = width;
        this.large = Lanes.array(height * width + SLACK);
        this.small = Lanes.array(outputs());
        this.values = Lanes.array(width + WIDTH);
        this.places = Lanes.array(width + WIDTH);
    }

    /** Of a channel. */
    int outputs() {
        return height / 2 * (width / 2);
    }

    /** Room to remember for so many channels which pixels were the largest. */
    public float[] winners(int planes) {
        return Lanes.array(planes * outputs());
    }

    /** @param planes channels of all images */
    public void forward(Storage x, int planes, Storage y) {
        for (int plane = 0; plane < planes; plane++) {
            x.get(plane * height * width, height * width, large, START);
            largest(large, START, width, small, START);
            y.put(plane * outputs(), outputs(), small, START);
        }
    }

    /** Of one channel; what lies behind its last row is looked at. */
    void largest(float[] from, int i, int pitch, float[] to, int j) {
        for (int row = 0; row < height / 2; row++) {
            findLargest(from, i + 2 * row * pitch, pitch);
            takeEverySecond(values, to, j + row * (width / 2));
        }
    }

    /** Written out: a vector that is given to a method may be put into an object. */
    private void findLargest(float[] from, int top, int pitch) {
        for (int n = 0; n < width; n += WIDTH) {
            FloatVector largest = load(from, top + n);
            FloatVector next = load(from, top + n + 1);
            largest = largest.blend(next, next.compare(VectorOperators.GT, largest));
            next = load(from, top + n + pitch);
            largest = largest.blend(next, next.compare(VectorOperators.GT, largest));
            next = load(from, top + n + pitch + 1);
            largest.blend(next, next.compare(VectorOperators.GT, largest)).intoArray(values, START + n);
        }
    }

    private void takeEverySecond(float[] from, float[] to, int j) {
        for (int column = 0; column < width / 2; column++) {
            to[j + column] = from[START + 2 * column];
        }
    }

    /** @param winners {@link #winners}; written: how many places behind the first one of its four a pixel lies */
    public void forward(Storage x, int planes, Storage y, float[] winners) {
        for (int plane = 0; plane < planes; plane++) {
            x.get(plane * height * width, height * width, large, START);
            for (int row = 0; row < height / 2; row++) {
                int to = START + row * (width / 2);
                findWinners(START + 2 * row * width);
                takeEverySecond(values, small, to);
                takeEverySecond(places, winners, plane * outputs() + to);
            }
            y.put(plane * outputs(), outputs(), small, START);
        }
    }

    private void findWinners(int top) {
        FloatVector below = all(width);
        FloatVector right = all(1);
        for (int n = 0; n < width; n += WIDTH) {
            FloatVector largest = load(large, top + n);
            FloatVector next = load(large, top + n + 1);
            VectorMask<Float> isLarger = next.compare(VectorOperators.GT, largest);
            FloatVector place = zero().blend(right, isLarger);
            largest = largest.blend(next, isLarger);
            next = load(large, top + n + width);
            isLarger = next.compare(VectorOperators.GT, largest);
            place = place.blend(below, isLarger);
            largest = largest.blend(next, isLarger);
            next = load(large, top + n + width + 1);
            isLarger = next.compare(VectorOperators.GT, largest);
            place.blend(below.add(right), isLarger).intoArray(places, START + n);
            largest.blend(next, isLarger).intoArray(values, START + n);
        }
    }

    /** @param winners of {@link #forward} */
    public void backward(Storage yGradient, int planes, float[] winners, Storage xGradient) {
        for (int plane = 0; plane < planes; plane++) {
            int from = START + plane * outputs();
            yGradient.get(plane * outputs(), outputs(), small, START);
            Arrays.fill(large, 0);
            for (int row = 0; row < height / 2; row++) {
                spread(small, START + row * (width / 2), winners, from + row * (width / 2), START + 2 * row * width);
            }
            xGradient.put(plane * height * width, height * width, large, START);
        }
    }

    private void spread(float[] gradients, int i, float[] winners, int j, int to) {
        for (int column = 0; column < width / 2; column++) {
            large[to + 2 * column + (int) winners[j + column]] = gradients[i + column];
        }
    }
}
