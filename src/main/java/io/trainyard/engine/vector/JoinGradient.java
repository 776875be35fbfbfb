package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Lanes.zero;
import static io.trainyard.engine.vector.NormGradientSums.SOME;
import static io.trainyard.engine.vector.Storage.PIECE;

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
    private final float[] values = Lanes.array(PIECE);
    private final float[] gradients = Lanes.array(PIECE);
    private final float[] others = Lanes.array(PIECE);

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
        int i = y.read(at, length, values, START);
        int j = part.read(at, length, gradients, START);
        int k = whole.place(at, START);
        float[] to = whole.array(gradients);
        if (parts.size() == 1) {
            ReluGradient.apply(y.array(values), i, part.array(gradients), j, to, k, length);
        } else {
            Storage other = parts.get(1);
            int m = other.read(at, length, others, START);
            apply(y.array(values), i, part.array(gradients), j, other.array(others), m, to, k, length);
        }
        whole.written(at, length, gradients, START);
        for (Branch branch : branches) {
            int m = branch.x().read(at, length, values, START);
            branch.sums().add(branch.x().array(values), m, to, k, length, channel);
        }
    }

    private static void apply(
            float[] values, int i, float[] first, int j, float[] second, int m, float[] to, int k, int length) {
        for (int n = 0; n < length; n += WIDTH) {
            FloatVector gradient = load(first, j + n).add(load(second, m + n));
            gradient.blend(zero(), load(values, i + n).compare(VectorOperators.LE, 0f))
                    .intoArray(to, k + n);
        }
    }
}
