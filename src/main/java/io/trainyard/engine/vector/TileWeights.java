package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Transform.KERNEL;
import static io.trainyard.engine.vector.Transform.TILE;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Brings weights [out, in, 3, 3] into positions, by Winograd's algorithm as G w G^T, and gradients back, as G^T u G. Work is
 * by block of outputs (of inputs for {@link #transposed}) and range of the other channels; each thread has an object of
 * its own.
 */
public final class TileWeights {

    private static final int AREA = KERNEL * KERNEL;

    private final int in;
    private final boolean direct;
    private final int positions;
    private final float[] rows;
    private final float[] taps = Lanes.array(AREA * WIDTH);
    private final float[] half = Lanes.array(KERNEL * TILE * WIDTH);
    private final float[] whole;

    public TileWeights(Tiling tiling, int in) {
        this.in = in;
        this.direct = tiling.isDirect();
        this.positions = tiling.panels(in, WIDTH).positions();
        this.rows = new float[WIDTH * in * AREA];
        this.whole = Lanes.array(positions * WIDTH);
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
        int length = (end - begin) * AREA;
        for (int lane = 0; lane < WIDTH; lane++) {
            weights.get(((block * WIDTH + lane) * in + begin) * AREA, rows, lane * length, length);
        }
        for (int c = 0; c < end - begin; c++) {
            for (int lane = 0; lane < WIDTH; lane++) {
                for (int tap = 0; tap < AREA; tap++) {
                    taps[START + tap * WIDTH + lane] = rows[lane * length + c * AREA + tap];
                }
            }
            if (scales != null) {
                scale(scales, block * WIDTH);
            }
            write(target, layout.stride(), layout.vector(place, c));
        }
    }

    private void scale(float[] scales, int at) {
        for (int tap = 0; tap < AREA; tap++) {
            load(taps, START + tap * WIDTH).mul(load(scales, at)).intoArray(taps, START + tap * WIDTH);
        }
    }

    /**
     * For the gradient of the input: inputs and outputs change places, and kernels are turned by 180 degrees. Writes outputs
     * {@code begin} to before {@code end} of a block of inputs.
     */
    public void transposed(
            FloatBuffer weights, int block, int begin, int end, float[] target, Panels layout, int place) {
        for (int o = begin; o < end; o++) {
            weights.get((o * in + block * WIDTH) * AREA, rows, 0, WIDTH * AREA);
            for (int lane = 0; lane < WIDTH; lane++) {
                for (int tap = 0; tap < AREA; tap++) {
                    taps[START + (AREA - 1 - tap) * WIDTH + lane] = rows[lane * AREA + tap];
                }
            }
            write(target, layout.stride(), layout.vector(place, o - begin));
        }
    }

    private void write(float[] target, int stride, int at) {
        if (direct) {
            for (int tap = 0; tap < AREA; tap++) {
                load(taps, START + tap * WIDTH).intoArray(target, at + tap * stride);
            }
            return;
        }
        Transform.WEIGHT.columns(taps, START, KERNEL * WIDTH, WIDTH, half, START, TILE * WIDTH, KERNEL);
        Transform.WEIGHT.rows(half, START, WIDTH, target, at, stride, TILE * stride, TILE);
    }

    /**
     * Writes the gradient of channels {@code begin} to before {@code end} of a block of outputs.
     *
     * @param parts add up to it; the channels are their first ones
     * @param place of the block in them
     */
    public void gradient(
            float[][] parts, Panels layout, int place, FloatBuffer gradient, int block, int begin, int end) {
        int length = (end - begin) * AREA;
        for (int c = 0; c < end - begin; c++) {
            read(parts, layout.stride(), layout.vector(place, c));
            for (int lane = 0; lane < WIDTH; lane++) {
                for (int tap = 0; tap < AREA; tap++) {
                    rows[lane * length + c * AREA + tap] = taps[START + tap * WIDTH + lane];
                }
            }
        }
        for (int lane = 0; lane < WIDTH; lane++) {
            gradient.put(((block * WIDTH + lane) * in + begin) * AREA, rows, lane * length, length);
        }
    }

    private void read(float[][] parts, int stride, int at) {
        float[] sum = direct ? taps : whole;
        Arrays.fill(sum, 0);
        for (float[] part : parts) {
            for (int i = 0; i < positions; i++) {
                load(sum, START + i * WIDTH).add(load(part, at + i * stride)).intoArray(sum, START + i * WIDTH);
            }
        }
        if (!direct) {
            Transform.WEIGHT_GRADIENT.columns(whole, START, TILE * WIDTH, WIDTH, half, START, KERNEL * WIDTH, TILE);
            Transform.WEIGHT_GRADIENT.rows(half, START, WIDTH, taps, START, WIDTH, KERNEL * WIDTH, KERNEL);
        }
    }
}
