package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Lanes.zero;
import static io.trainyard.engine.vector.Transform.TILE;

import java.nio.FloatBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/** Brings products at the positions back into rows of outputs, with bias and ReLU. */
final class TileWriter {

    private final Tiling tiling;
    private final int blocks;
    private final Finish finish;
    private final Transform transform;
    private final int outputs;
    private final int lines;
    private final float[] half;
    private final int length;
    private final float[] strip;
    private final float[] there;

    TileWriter(Tiling tiling, int channels, Finish finish) {
        this.tiling = tiling;
        this.blocks = channels / WIDTH;
        this.finish = finish;
        this.transform = Transform.outputs(tiling);
        this.outputs = tiling.outputs();
        this.lines = tiling.isDirect() ? tiling.outputHeight() : outputs;
        this.length = (tiling.isDirect() ? tiling.outputWidth() : tiling.columns() * outputs) * WIDTH;
        this.half = Lanes.array(tiling.columns() * TILE * outputs * WIDTH);
        this.strip = Lanes.array(lines * length);
        this.there = Lanes.array(finish.more() ? lines * length : 0);
    }

    /**
     * @param products positions {@code stride} apart
     * @param at the first tile's of one block of channels, at position 0
     * @param row of tiles, counted through all images
     * @param moments that the outputs pass by
     */
    void write(
            float[] products, int at, int stride, int block, FloatBuffer images, int row, @Nullable Moments moments) {
        int channel = block * WIDTH;
        int part = row / tiling.rows() * blocks + block;
        int first = row % tiling.rows() * outputs;
        int count = Math.min(lines, tiling.outputHeight() - first);
        if (tiling.isDirect()) {
            copy(products, at, stride);
        } else {
            transform(products, at, stride);
        }
        if (finish.pooled()) {
            writePooled(images, part, first / 2, count / 2, channel);
            return;
        }
        int width = tiling.outputWidth() * WIDTH;
        int target = (part * tiling.outputHeight() + first) * width;
        boolean dense = width == length;
        finish(images, target, dense ? count * width : width, length, dense ? 1 : count, channel, moments);
    }

    /** The largest of each 2x2 come to the beginning of the strip, line by line, before anything is done to them. */
    private void writePooled(FloatBuffer images, int part, int first, int count, int channel) {
        int width = tiling.outputWidth() / 2 * WIDTH;
        for (int line = 0; line < count; line++) {
            pool(START + 2 * line * length, START + line * width, width);
        }
        int target = (part * (tiling.outputHeight() / 2) + first) * width;
        finish(images, target, count * width, 0, 1, channel, null);
    }

    private void copy(float[] products, int at, int stride) {
        for (int pixel = 0; pixel < tiling.outputHeight() * tiling.outputWidth(); pixel++) {
            load(products, at + pixel * stride).intoArray(strip, START + pixel * WIDTH);
        }
    }

    private void transform(float[] products, int at, int stride) {
        int columns = tiling.columns();
        int column = outputs * WIDTH;
        for (int i = 0; i < TILE; i++) {
            int from = at + i * stride;
            int to = START + i * column;
            transform.columns(products, from, TILE * stride, WIDTH, half, to, TILE * column, columns);
        }
        for (int i = 0; i < outputs; i++) {
            int from = START + i * WIDTH;
            int to = START + i * length;
            transform.rows(half, from, TILE * column, strip, to, WIDTH, column, columns);
        }
    }

    private void pool(int from, int to, int width) {
        for (int i = 0; i < width; i += WIDTH) {
            FloatVector upper = larger(load(strip, from + 2 * i), load(strip, from + 2 * i + WIDTH));
            int below = from + length + 2 * i;
            larger(upper, larger(load(strip, below), load(strip, below + WIDTH)))
                    .intoArray(strip, to + i);
        }
    }

    /** Its own maximum has more to do, since it knows two zeros. */
    private static FloatVector larger(FloatVector a, FloatVector b) {
        return a.blend(b, b.compare(VectorOperators.GT, a));
    }

    /** Some lines, which lie beside each other in the images, and {@code step} apart in the strip. */
    private void finish(
            FloatBuffer images, int at, int line, int step, int lines, int channel, @Nullable Moments moments) {
        for (int i = 0; i < lines; i++) {
            int from = START + i * step;
            if (finish.more()) {
                images.get(at + i * line, there, from, line);
                addThere(from, line);
            }
            if (finish.biased() || finish.relu()) {
                addBias(from, line, channel);
            }
            if (moments != null) {
                moments.add(strip, from, line, channel);
            }
            images.put(at + i * line, strip, from, line);
        }
    }

    private void addThere(int at, int line) {
        for (int i = at; i < at + line; i += WIDTH) {
            load(strip, i).add(load(there, i)).intoArray(strip, i);
        }
    }

    private void addBias(int at, int line, int channel) {
        FloatVector term = load(finish.bias(), channel);
        boolean relu = finish.relu();
        for (int i = at; i < at + line; i += WIDTH) {
            FloatVector value = load(strip, i).add(term);
            if (relu) {
                value = value.blend(zero(), value.compare(VectorOperators.LT, 0f));
            }
            value.intoArray(strip, i);
        }
    }
}
