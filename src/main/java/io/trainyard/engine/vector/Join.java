package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Lanes.zero;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/** The sum of two branches, of which each may still have to be rescaled, and the ReLU behind it where there is one. */
public final class Join {

    private final int blocks;
    private final int size;
    private final @Nullable Rescale ofLeft;
    private final @Nullable Rescale ofRight;
    private final boolean relu;
    private final float[] values = Lanes.array(Storage.PIECE);
    private final float[] others = Lanes.array(Storage.PIECE);

    /** @param pixels of an image */
    public Join(int channels, int pixels, @Nullable Rescale ofLeft, @Nullable Rescale ofRight, boolean relu) {
        this.blocks = channels / WIDTH;
        this.size = pixels * WIDTH;
        this.ofLeft = ofLeft;
        this.ofRight = ofRight;
        this.relu = relu;
    }

    public void add(Storage left, Storage right, int images, Storage sum) {
        int piece = ofLeft == null && ofRight == null ? Storage.piece(left, right, sum) : Storage.PIECE;
        for (int part = 0; part < images * blocks; part++) {
            int channel = part % blocks * WIDTH;
            for (int done = 0; done < size; done += piece) {
                int length = Math.min(piece, size - done);
                add(left, right, part * size + done, length, channel, sum);
            }
        }
    }

    private void add(Storage left, Storage right, int at, int length, int channel, Storage sum) {
        int i = read(left, at, length, values, ofLeft, channel);
        int j = read(right, at, length, others, ofRight, channel);
        int k = sum.place(at, START);
        float[] first = ofLeft == null ? left.array(values) : values;
        float[] second = ofRight == null ? right.array(others) : others;
        add(first, i, second, j, sum.array(values), k, length);
        sum.written(at, length, values, k);
    }

    private static int read(Storage from, int at, int length, float[] copy, @Nullable Rescale rescale, int channel) {
        int i = from.read(at, length, copy, START);
        if (rescale == null) {
            return i;
        }
        rescale.apply(from.array(copy), i, copy, START, length, channel);
        return START;
    }

    private void add(float[] left, int i, float[] right, int j, float[] to, int k, int length) {
        for (int n = 0; n < length; n += WIDTH) {
            FloatVector sum = load(left, i + n).add(load(right, j + n));
            if (relu) {
                sum = sum.blend(zero(), sum.compare(VectorOperators.LT, 0f));
            }
            sum.intoArray(to, k + n);
        }
    }
}
