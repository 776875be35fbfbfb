package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.WeightOrder.CHANNELS;
import static io.trainyard.engine.vector.WeightTransforms.TAP;

import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Brings weights [out, in / groups, kernel height, kernel width] into positions, and gradients back. Work is by block or {@link Panels#BUNDLE bundle} of outputs (of
 * inputs for {@link #transposed}) and range of the other channels, whole blocks of them; each thread has an object of its own.
 */
public final class TileWeights {

    private final WeightRows rows;
    private final int area;
    private final boolean direct;
    private final int positions;
    private final int pitch;
    private final WeightOrder order;
    private final float[] plain;
    private final float[] taps;
    private final WeightTransforms transforms;
    private final WeightTransforms turnedTransforms;
    private final float[] whole;

    /**
     * @param panels of the way forward
     * @param inputs channels of all groups; the panels may have more, to fill up a block
     * @param outputs likewise
     */
    public TileWeights(Tiling tiling, Panels panels, int inputs, int outputs, int groups) {
        this.area = tiling.area();
        this.rows = new WeightRows(inputs / groups, outputs / groups, outputs, groups / panels.groups(), area);
        this.direct = tiling.isDirect();
        this.positions = panels.positions();
        this.pitch = panels.inputs() * area + WIDTH;
        this.order = WeightOrder.of(area, pitch);
        this.plain = new float[WIDTH * pitch];
        this.taps = Lanes.array(area * TAP);
        this.transforms = WeightTransforms.of(tiling);
        this.turnedTransforms = WeightTransforms.of(tiling.backward());
        this.whole = Lanes.array(positions * TAP);
    }

    /**
     * Writes channels {@code begin} to before {@code end} of a bundle of outputs, to the first ones of the target.
     *
     * @param block at which the bundle begins
     * @param scales factors of all outputs; null for 1
     * @param place of that block in the target
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
        for (int i = 0; i < layout.bundleBlocks(place); i++) {
            read(weights, block + i, begin, end, scales);
            spread(end - begin, target, layout, place + i);
        }
    }

    private void read(FloatBuffer weights, int block, int begin, int end, float @Nullable [] scales) {
        for (int lane = 0; lane < WIDTH; lane++) {
            rows.get(weights, block * WIDTH + lane, begin, end, plain, lane * pitch);
            if (scales != null) {
                scale(lane * pitch, (end - begin) * area, scales[block * WIDTH + lane]);
            }
        }
    }

    private void spread(int channels, float[] target, Panels layout, int place) {
        for (int channel = 0; channel < channels; channel += CHANNELS) {
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

    /**
     * For the gradient of the input: inputs and outputs change places, and kernels are turned by 180 degrees. Writes outputs
     * {@code begin} to before {@code end} of the group of a bundle of inputs.
     */
    public void transposed(
            FloatBuffer weights, int block, int begin, int end, float[] target, Panels layout, int place) {
        int ofGroup = (rows.inputs() + WIDTH - 1) / WIDTH;
        int bundle = layout.bundleBlocks(place);
        int count;
        for (int i = 0; i < bundle; i += count) {
            count = Math.min(bundle - i, ofGroup - (block + i) % ofGroup);
            transposed(weights, block + i, count, begin, end, target, layout, place + i);
        }
    }

    /** Some blocks of inputs of one group. More of them at once are longer pieces of memory. */
    private void transposed(
            FloatBuffer weights, int block, int count, int begin, int end, float[] target, Panels layout, int place) {
        int group = block * WIDTH / rows.inputs();
        int input = block * WIDTH % rows.inputs();
        for (int output = begin; output < end; output += WIDTH) {
            for (int i = 0; i < WIDTH; i++) {
                int row = group * rows.outputs() + output + i;
                rows.get(weights, row, input, input + count * WIDTH, plain, i * pitch);
            }
            for (int i = 0; i < count; i++) {
                turn(i * WIDTH * area, output - begin, target, layout, place + i);
            }
        }
    }

    /** A block of inputs, which begins at that place of a row, and of outputs. */
    private void turn(int from, int output, float[] target, Panels layout, int place) {
        int next = layout.vector(place, 1) - layout.vector(place, 0);
        for (int i = 0; i < WIDTH; i += CHANNELS) {
            turn(i, from, target, layout.vector(place, output + i), layout.stride(), next);
        }
    }

    /** Some rows, from this one on. */
    private void turn(int row, int from, float[] target, int at, int stride, int next) {
        for (int i = 0; i < CHANNELS; i++) {
            int kernels = (row + i) * pitch + from;
            if (direct) {
                order.turn(plain, kernels, target, at + i * next, stride);
            } else {
                order.turn(plain, kernels, taps, START + i * WIDTH, TAP);
            }
        }
        if (!direct) {
            turnedTransforms.weights(taps, target, at, stride, next);
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
            if (parts.length > 1) {
                addUp(parts, at, layout.stride(), next);
                collect(whole, START, TAP, WIDTH, channel);
            } else {
                collect(parts[0], at, layout.stride(), next, channel);
            }
        }
        for (int lane = 0; lane < WIDTH; lane++) {
            rows.put(gradient, block * WIDTH + lane, begin, end, plain, lane * pitch);
        }
    }

    private void collect(float[] values, int at, int stride, int next, int channel) {
        if (direct) {
            order.collect(values, at, stride, next, plain, channel * area);
        } else {
            transforms.gradients(values, at, stride, next, taps);
            order.collect(taps, START, TAP, WIDTH, plain, channel * area);
        }
    }

    private void addUp(float[][] parts, int at, int stride, int next) {
        for (int i = 0; i < positions; i++) {
            add(parts[0], parts[1], at + i * stride, next, whole, START + i * TAP);
            for (int part = 2; part < parts.length; part++) {
                add(parts[part], at + i * stride, next, whole, START + i * TAP);
            }
        }
    }

    private static void add(float[] part, float[] other, int from, int next, float[] sum, int at) {
        for (int i = 0; i < CHANNELS; i++) {
            load(part, from + i * next).add(load(other, from + i * next)).intoArray(sum, at + i * WIDTH);
        }
    }

    private static void add(float[] part, int from, int next, float[] sum, int at) {
        for (int i = 0; i < CHANNELS; i++) {
            load(sum, at + i * WIDTH).add(load(part, from + i * next)).intoArray(sum, at + i * WIDTH);
        }
    }
}
