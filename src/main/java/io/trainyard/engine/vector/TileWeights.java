package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.WeightOrder.CHANNELS;
import static io.trainyard.engine.vector.WeightTransforms.TAP;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Brings weights [out, in / groups, kernel, kernel] into positions, by Winograd's algorithm as G w G^T, and gradients back, as
 * G^T u G. Work is by block of outputs (of inputs for {@link #transposed}) and range of the other channels, whole blocks of
 * them; each thread has an object of its own.
 */
public final class TileWeights {

    private final int in;
    private final int out;
    private final int area;
    private final boolean direct;
    private final int positions;
    private final int pitch;
    private final WeightOrder order;
    private final float[] plain;
    private final float[] taps;
    private final WeightTransforms transforms;
    private final float[] whole;

    /** @param panels of the way forward */
    public TileWeights(Tiling tiling, Panels panels) {
        this.in = panels.inputs();
        this.out = panels.groupBlocks() * WIDTH;
        this.area = tiling.kernel() * tiling.kernel();
        this.direct = tiling.isDirect();
        this.positions = panels.positions();
        this.pitch = in * area + WIDTH;
        this.order = WeightOrder.of(area, pitch);
        this.plain = new float[WIDTH * pitch];
        this.taps = Lanes.array(area * TAP);
        this.transforms = new WeightTransforms(tiling.kernel());
        this.whole = Lanes.array(positions * TAP);
    }

    /**
     * Writes channels {@code begin} to before {@code end} of a block of outputs, to the first ones of the target.
     *
     * @param scales factors of all outputs; null for 1
     * @param place of the block in the target
     */
    public void forward(
            FloatBuffer weights,
            int block,
            int begin,
            int end,
            float @Nullable [] scales,
            float[] target,
            Panels layout,
            int place) {
        for (int lane = 0; lane < WIDTH; lane++) {
            int length = (end - begin) * area;
            weights.get(at(block * WIDTH + lane, begin), plain, lane * pitch, length);
            if (scales != null) {
                scale(lane * pitch, length, scales[block * WIDTH + lane]);
            }
        }
        for (int channel = 0; channel < end - begin; channel += CHANNELS) {
            int at = layout.vector(place, channel);
            int next = layout.vector(place, channel + 1) - at;
            if (direct) {
                order.spread(plain, channel * area, target, at, layout.stride(), next);
            } else {
                order.spread(plain, channel * area, taps, START, TAP, WIDTH);
                transforms.weights(taps, target, at, layout.stride(), next);
            }
        }
    }

    private void scale(int from, int length, float factor) {
        for (int i = from; i < from + length; i++) {
            plain[i] *= factor;
        }
    }

    private int at(int output, int input) {
        return (output * in + input) * area;
    }

    /**
     * For the gradient of the input: inputs and outputs change places, and kernels are turned by 180 degrees. Writes outputs
     * {@code begin} to before {@code end} of the group of a block of inputs.
     */
    public void transposed(
            FloatBuffer weights, int block, int begin, int end, float[] target, Panels layout, int place) {
        int group = block * WIDTH / in;
        for (int output = begin; output < end; output += CHANNELS) {
            int at = layout.vector(place, output - begin);
            int next = layout.vector(place, output - begin + 1) - at;
            for (int i = 0; i < CHANNELS; i++) {
                weights.get(at(group * out + output + i, block * WIDTH - group * in), plain, 0, WIDTH * area);
                if (direct) {
                    order.turn(plain, target, at + i * next, layout.stride());
                } else {
                    order.turn(plain, taps, START + i * WIDTH, TAP);
                }
            }
            if (!direct) {
                transforms.weights(taps, target, at, layout.stride(), next);
            }
        }
    }

    /**
     * Writes the gradient of channels {@code begin} to before {@code end} of a block of outputs.
     *
     * @param parts add up to it; the channels are their first ones
     * @param place of the block in them
     */
    public void gradient(
            float[][] parts, Panels layout, int place, FloatBuffer gradient, int block, int begin, int end) {
        for (int channel = 0; channel < end - begin; channel += CHANNELS) {
            int at = layout.vector(place, channel);
            int next = layout.vector(place, channel + 1) - at;
            if (direct && parts.length == 1) {
                order.collect(parts[0], at, layout.stride(), next, plain, channel * area);
            } else {
                read(parts, at, layout.stride(), next);
                order.collect(taps, START, TAP, WIDTH, plain, channel * area);
            }
        }
        for (int lane = 0; lane < WIDTH; lane++) {
            gradient.put(at(block * WIDTH + lane, begin), plain, lane * pitch, (end - begin) * area);
        }
    }

    private void read(float[][] parts, int at, int stride, int next) {
        float[] sum = direct ? taps : whole;
        for (int i = 0; i < positions; i++) {
            copy(parts[0], at + i * stride, next, sum, START + i * TAP);
            for (int part = 1; part < parts.length; part++) {
                add(parts[part], at + i * stride, next, sum, START + i * TAP);
            }
        }
        if (!direct) {
            transforms.gradients(whole, taps);
        }
    }

    private static void copy(float[] part, int from, int next, float[] sum, int at) {
        for (int i = 0; i < CHANNELS; i++) {
            load(part, from + i * next).intoArray(sum, at + i * WIDTH);
        }
    }

    private static void add(float[] part, int from, int next, float[] sum, int at) {
        for (int i = 0; i < CHANNELS; i++) {
            load(sum, at + i * WIDTH).add(load(part, from + i * next)).intoArray(sum, at + i * WIDTH);
        }
    }
}
