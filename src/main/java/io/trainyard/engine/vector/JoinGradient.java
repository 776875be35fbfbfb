package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.zero;
import static io.trainyard.engine.vector.NormGradientSums.SOME;
import static io.trainyard.engine.vector.OffHeap.load;
import static io.trainyard.engine.vector.OffHeap.store;
import static io.trainyard.engine.vector.Storage.PIECE;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The gradient of both branches of a {@link Join} with a ReLU behind it: what one or two readers want of its output, added up,
 * where that is positive. Sums for the branches' batch norms are taken in passing. For one thread.
 */
public final class JoinGradient {

    /**
     * A branch that ends in a batch norm.
     *
     * @param x what that was done to
     */
    public record Branch(Storage x, NormGradientSums sums) {}

    private final int blocks;
    private final int size;
    private final List<Branch> branches;
    private final Storage values = Storage.of(Lanes.array(PIECE));
    private final Storage gradients = Storage.of(Lanes.array(PIECE));
    private final Storage others = Storage.of(Lanes.array(PIECE));

    /** @param pixels of an image */
    public JoinGradient(int channels, int pixels, List<Branch> branches) {
        this.blocks = channels / WIDTH;
        this.size = pixels * WIDTH;
        this.branches = List.copyOf(branches);
    }

    /**
     * @param y what the join gave
     * @param parts gradients of it, one or two
     * @param whole written; may be one of them
     */
    public void add(Storage y, List<Storage> parts, int images, Storage whole) {
        branches.forEach(branch -> branch.sums().restart());
        Stream<Storage> inputs = Stream.concat(parts.stream(), branches.stream().map(Branch::x));
        int piece = Storage.piece(Stream.concat(inputs, Stream.of(y, whole)).toArray(Storage[]::new));
        for (int part = 0; part < images * blocks; part++) {
            int channel = part % blocks * WIDTH;
            for (int begin = 0; begin < size; begin += SOME) {
                int end = Math.min(size, begin + SOME);
                for (int done = begin; done < end; done += piece) {
                    add(y, parts, part * size + done, Math.min(piece, end - done), channel, whole);
                }
                branches.forEach(branch -> branch.sums().settle(channel));
            }
        }
    }

    private void add(Storage y, List<Storage> parts, int at, int length, int channel, Storage whole) {
        Storage part = parts.get(0);
        int i = y.bring(at, length, values, 0);
        int j = part.bring(at, length, gradients, 0);
        int k = whole.aim(at);
        Storage to = whole.within(gradients);
        if (parts.size() == 1) {
            ReluGradient.apply(y.within(values), i, part.within(gradients), j, to, k, length);
        } else {
            Storage other = parts.get(1);
            int m = other.bring(at, length, others, 0);
            apply(y.within(values), i, part.within(gradients), j, other.within(others), m, to, k, length);
        }
        whole.bringBack(at, length, gradients);
        for (Branch branch : branches) {
            int m = branch.x().bring(at, length, values, 0);
            branch.sums().add(branch.x().within(values), m, to, k, length, channel);
        }
    }

    private static void apply(
            Storage values, int i, Storage first, int j, Storage second, int m, Storage to, int k, int length) {
        float[] x = values.array();
        ByteBuffer xMemory = values.memory();
        int xAt = values.start() + i;
        float[] g = first.array();
        ByteBuffer gMemory = first.memory();
        int gAt = first.start() + j;
        float[] h = second.array();
        ByteBuffer hMemory = second.memory();
        int hAt = second.start() + m;
        float[] y = to.array();
        ByteBuffer yMemory = to.memory();
        int yAt = to.start() + k;
        for (int n = 0; n < length; n += WIDTH) {
            FloatVector gradient = load(g, gMemory, gAt + n).add(load(h, hMemory, hAt + n));
            gradient = gradient.blend(zero(), load(x, xMemory, xAt + n).compare(VectorOperators.LE, 0f));
            store(gradient, y, yMemory, yAt + n);
        }
    }
}
