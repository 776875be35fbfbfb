package io.trainyard.golden;

import java.util.Random;

/** Weights and batches out of {@link Random}, whose numbers the Java specification fixes: both sides make the same. */
final class Inputs {

    private Inputs() {}

    /**
     * Values for one of a network's tensors, spread so that a deep network neither dies nor blows up.
     *
     * @param name as in a state_dict of torch.nn.Sequential: {@code 0.weight}, {@code 1.running_var}
     */
    static float[] tensor(String name, long[] shape) {
        Random random = new Random(name.hashCode());
        int length = 1;
        for (long side : shape) {
            length = Math.toIntExact(length * side);
        }
        boolean matrix = shape.length > 1;
        float spread = matrix ? (float) Math.sqrt(6.0 * shape[0] / length) : 0.2f;
        float center = !matrix && (name.endsWith("weight") || name.endsWith("running_var")) ? 1 : 0;
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = center + spread * (2 * random.nextFloat() - 1);
        }
        return values;
    }

    /** Pixels, size x channels x height x width. */
    static float[] images(long seed, int length) {
        Random random = new Random(seed);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    static int[] labels(long seed, int size) {
        Random random = new Random(~seed);
        return random.ints(size, 0, 10).toArray();
    }
}
