package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.zero;
import static io.trainyard.engine.vector.OffHeap.load;
import static io.trainyard.engine.vector.OffHeap.store;

import java.nio.ByteBuffer;
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
    private final Storage values = Storage.of(Lanes.array(Storage.PIECE));
    private final Storage others = Storage.of(Lanes.array(Storage.PIECE));

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
        int i = bring(left, at, length, values, ofLeft, channel);
        int j = bring(right, at, length, others, ofRight, channel);
        int k = sum.aim(at);
        Storage first = ofLeft == null ? left.within(values) : values;
        Storage second = ofRight == null ? right.within(others) : others;
        add(first, i, second, j, sum.within(values), k, length);
        sum.bringBack(at, length, values);
    }

    private static int bring(Storage from, int at, int length, Storage copy, @Nullable Rescale rescale, int channel) {
        int i = from.bring(at, length, copy, 0);
        if (rescale == null) {
            return i;
        }
        rescale.apply(from.within(copy), i, copy, 0, length, channel);
        return 0;
    }

    private void add(Storage left, int i, Storage right, int j, Storage to, int k, int length) {
        float[] x = left.array();
        ByteBuffer xMemory = left.memory();
        int xAt = left.start() + i;
        float[] z = right.array();
        ByteBuffer zMemory = right.memory();
        int zAt = right.start() + j;
        float[] y = to.array();
        ByteBuffer yMemory = to.memory();
        int yAt = to.start() + k;
        for (int n = 0; n < length; n += WIDTH) {
            FloatVector sum = load(x, xMemory, xAt + n).add(load(z, zMemory, zAt + n));
            if (relu) {
                sum = sum.blend(zero(), sum.compare(VectorOperators.LT, 0f));
            }
            store(sum, y, yMemory, yAt + n);
        }
    }
}
