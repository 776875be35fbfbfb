package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Lanes.zero;

import java.nio.FloatBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/** The sum of two branches, of which each may still have to be rescaled, and the ReLU behind it where there is one. */
public final class Join {

    /** Two arrays of this size fit the first cache. */
    private static final int CHUNK = 128 * WIDTH;

    private final int blocks;
    private final int size;
    private final @Nullable Rescale ofLeft;
    private final @Nullable Rescale ofRight;
    private final boolean relu;
    private final float[] values = Lanes.array(CHUNK);
    private final float[] others = Lanes.array(CHUNK);

    /** @param pixels of an image */
    public Join(int channels, int pixels, @Nullable Rescale ofLeft, @Nullable Rescale ofRight, boolean relu) {
        this.blocks = channels / WIDTH;
        this.size = pixels * WIDTH;
        this.ofLeft = ofLeft;
        this.ofRight = ofRight;
        this.relu = relu;
    }

    public void add(FloatBuffer left, FloatBuffer right, int images, FloatBuffer sum) {
        for (int part = 0; part < images * blocks; part++) {
            int channel = part % blocks * WIDTH;
            for (int done = 0; done < size; done += CHUNK) {
                int length = Math.min(CHUNK, size - done);
                read(left, part * size + done, length, values, ofLeft, channel);
                read(right, part * size + done, length, others, ofRight, channel);
                add(length);
                sum.put(part * size + done, values, START, length);
            }
        }
    }

    private static void read(FloatBuffer from, int at, int length, float[] to, @Nullable Rescale rescale, int channel) {
        from.get(at, to, START, length);
        if (rescale != null) {
            rescale.apply(to, START, length, channel);
        }
    }

    private void add(int length) {
        for (int i = START; i < START + length; i += WIDTH) {
            FloatVector sum = load(values, i).add(load(others, i));
            if (relu) {
                sum = sum.blend(zero(), sum.compare(VectorOperators.LT, 0f));
            }
            sum.intoArray(values, i);
        }
    }
}
