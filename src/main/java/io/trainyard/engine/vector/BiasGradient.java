package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Lanes.zero;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/** Adds up the gradient of a convolution's outputs by channel, which is that of its bias. */
public final class BiasGradient {

    private static final int CHUNK = 128 * WIDTH;

    private final int blocks;
    private final int size;
    private final float[] values = Lanes.array(CHUNK);
    private final float[] part = new float[WIDTH];

    /** @param pixels of an image */
    public BiasGradient(int channels, int pixels) {
        this.blocks = channels / WIDTH;
        this.size = pixels * WIDTH;
    }

    /** @param sums by channel; written */
    public void sum(Storage yGradient, int images, double[] sums) {
        Arrays.fill(sums, 0);
        for (int i = 0; i < images * blocks; i++) {
            for (int done = 0; done < size; done += CHUNK) {
                int length = Math.min(CHUNK, size - done);
                int at = yGradient.read(i * size + done, length, values, START);
                add(yGradient.array(values), at, length);
                for (int lane = 0; lane < WIDTH; lane++) {
                    sums[i % blocks * WIDTH + lane] += part[lane];
                }
            }
        }
    }

    private void add(float[] from, int at, int length) {
        FloatVector sum = zero();
        for (int n = 0; n < length; n += WIDTH) {
            sum = sum.add(load(from, at + n));
        }
        sum.intoArray(part, 0);
    }
}
