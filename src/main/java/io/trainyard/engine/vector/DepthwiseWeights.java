package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How weights of 3x3 depthwise kernels, and their gradients, lie: for each block of channels nine vectors, one for each tap. Behind them
 * is a tenth: the bias.
 */
public final class DepthwiseWeights {

    static final int TAPS = 9;
    private static final int VECTORS = TAPS + 1;

    private DepthwiseWeights() {}

    /** An array for those of so many channels, zeros. */
    public static float[] array(int channels) {
        return Lanes.array(channels * VECTORS);
    }

    /** The place of a block's first vector. */
    static int place(int block) {
        return START + block * VECTORS * WIDTH;
    }

    static int bias(int block) {
        return place(block) + TAPS * WIDTH;
    }

    private static int place(int channel, int vector) {
        return place(channel / WIDTH) + vector * WIDTH + channel % WIDTH;
    }

    /** @param plain [channels, 1, 3, 3], of as many channels as there are */
    public static void arrange(FloatBuffer plain, @Nullable FloatBuffer bias, float[] arranged) {
        for (int i = 0; i < plain.limit(); i++) {
            arranged[place(i / TAPS, i % TAPS)] = plain.get(i);
        }
        for (int channel = 0; bias != null && channel < bias.limit(); channel++) {
            arranged[place(channel, TAPS)] = bias.get(channel);
        }
    }

    /** The same of kernels turned by 180 degrees, without a bias. */
    public static void turn(FloatBuffer plain, float[] arranged) {
        for (int i = 0; i < plain.limit(); i++) {
            arranged[place(i / TAPS, TAPS - 1 - i % TAPS)] = plain.get(i);
        }
    }

    /** The way back. */
    public static void collect(double[] arranged, FloatBuffer plain, @Nullable FloatBuffer bias) {
        for (int i = 0; i < plain.limit(); i++) {
            plain.put(i, (float) arranged[place(i / TAPS, i % TAPS)]);
        }
        for (int channel = 0; bias != null && channel < bias.limit(); channel++) {
            bias.put(channel, (float) arranged[place(channel, TAPS)]);
        }
    }
}
