package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Transposition.SIDE;
import static io.trainyard.engine.vector.WeightTransforms.TAP;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Brings weights [out, in, kernel, kernel] into positions, by Winograd's algorithm as G w G^T, and gradients back, as
 * G^T u G. Work is by block of outputs (of inputs for {@link #transposed}) and range of the other channels, whole blocks of
 * them; each thread has an object of its own.
 */
public final class TileWeights {

    private final int in;
    private final int area;
    private final boolean direct;

    /** Where weights that follow each other in memory, a kernel of each of some channels, lie among the taps: eight each. */
    private final int[][] kernels;

    /** Where the weights of one kernel lie, turned by 180 degrees: eight each, but the last one. */
    private final int[][] turned;

    /** From a channel's kernel to the next one's, in memory. */
    private final int[] nextKernel;

    private final int positions;
    private final int pitch;
    private final int[] rows;
    private final float[] plain;
    private final float[] taps;
    private final WeightTransforms transforms;
    private final float[] whole;

    public TileWeights(Tiling tiling, int in) {
        this.in = in;
        this.area = tiling.kernel() * tiling.kernel();
        this.kernels = eights(area, weight -> weight % area * TAP + weight / area * WIDTH);
        this.turned = eights(area / SIDE, tap -> (area - 1 - tap) * TAP);
        this.nextKernel = places(lane -> lane * area);
        this.taps = Lanes.array(area * TAP);
        this.transforms = new WeightTransforms(tiling.kernel());
        this.direct = tiling.isDirect();
        this.positions = tiling.panels(in, WIDTH).positions();
        this.pitch = in * area + WIDTH;
        this.rows = places(lane -> lane * pitch);
        this.plain = new float[WIDTH * pitch];
        this.whole = Lanes.array(positions * TAP);
    }

    private static int[][] eights(int count, IntUnaryOperator place) {
        return IntStream.range(0, count)
                .mapToObj(some -> places(i -> place.applyAsInt(some * SIDE + i)))
                .toArray(int[][]::new);
    }

    private static int[] places(IntUnaryOperator place) {
        return IntStream.range(0, SIDE).map(place).toArray();
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
            weights.get(at(block * WIDTH + lane, begin), plain, lane * pitch, (end - begin) * area);
        }
        for (int channel = 0; channel < end - begin; channel += SIDE) {
            for (int lane = 0; lane < WIDTH; lane += SIDE) {
                int from = lane * pitch + channel * area;
                for (int some = 0; some < area; some++) {
                    Transposition.apply(plain, from + some * SIDE, rows, taps, START + lane, kernels[some]);
                }
            }
            if (scales != null) {
                scale(scales, block * WIDTH);
            }
            write(target, layout, place, channel);
        }
    }

    private int at(int output, int input) {
        return (output * in + input) * area;
    }

    private void scale(float[] scales, int at) {
        for (int i = START; i < START + area * TAP; i += WIDTH) {
            load(taps, i).mul(load(scales, at)).intoArray(taps, i);
        }
    }

    /**
     * For the gradient of the input: inputs and outputs change places, and kernels are turned by 180 degrees. Writes outputs
     * {@code begin} to before {@code end} of a block of inputs.
     */
    public void transposed(
            FloatBuffer weights, int block, int begin, int end, float[] target, Panels layout, int place) {
        for (int output = begin; output < end; output += SIDE) {
            for (int i = 0; i < SIDE; i++) {
                weights.get(at(output + i, block * WIDTH), plain, 0, WIDTH * area);
                turn(START + i * WIDTH);
            }
            write(target, layout, place, output - begin);
        }
    }

    private void turn(int to) {
        for (int lane = 0; lane < WIDTH; lane += SIDE) {
            for (int some = 0; some < turned.length; some++) {
                Transposition.apply(plain, lane * area + some * SIDE, nextKernel, taps, to + lane, turned[some]);
            }
        }
        for (int lane = 0; lane < WIDTH; lane++) {
            taps[to + lane] = plain[lane * area + area - 1];
        }
    }

    /** Some channels of a block, from this one of the target on. */
    private void write(float[] target, Panels layout, int place, int channel) {
        int at = layout.vector(place, channel);
        int next = layout.vector(place, channel + 1) - at;
        if (direct) {
            for (int tap = 0; tap < area; tap++) {
                for (int i = 0; i < SIDE; i++) {
                    load(taps, START + tap * TAP + i * WIDTH).intoArray(target, at + tap * layout.stride() + i * next);
                }
            }
        } else {
            transforms.weights(taps, target, at, layout.stride(), next);
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
        for (int channel = 0; channel < end - begin; channel += SIDE) {
            read(parts, layout, place, channel);
            for (int lane = 0; lane < WIDTH; lane += SIDE) {
                int to = lane * pitch + channel * area;
                for (int some = 0; some < area; some++) {
                    Transposition.apply(taps, START + lane, kernels[some], plain, to + some * SIDE, rows);
                }
            }
        }
        for (int lane = 0; lane < WIDTH; lane++) {
            gradient.put(at(block * WIDTH + lane, begin), plain, lane * pitch, (end - begin) * area);
        }
    }

    private void read(float[][] parts, Panels layout, int place, int channel) {
        int at = layout.vector(place, channel);
        int next = layout.vector(place, channel + 1) - at;
        float[] sum = direct ? taps : whole;
        Arrays.fill(sum, 0);
        for (float[] part : parts) {
            for (int i = 0; i < positions; i++) {
                add(part, at + i * layout.stride(), next, sum, START + i * TAP);
            }
        }
        if (!direct) {
            transforms.gradients(whole, taps);
        }
    }

    private static void add(float[] part, int from, int next, float[] sum, int at) {
        for (int i = 0; i < SIDE; i++) {
            load(sum, at + i * WIDTH).add(load(part, from + i * next)).intoArray(sum, at + i * WIDTH);
        }
    }
}
