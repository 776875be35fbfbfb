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
        this.length = tiling.columns() * outputs * WIDTH;
        this.half = Lanes.array(tiling.columns() * TILE * outputs * WIDTH);
        this.strip = Lanes.array(outputs * length);
        this.there = Lanes.array(finish.more() ? outputs * length : 0);
    }

    /**
     * @param products positions {@code stride} apart
     * @param at the first tile's of one block of channels, at position 0
     * @param row of tiles, counted through all images
     * @param moments that the outputs pass by
     */
    void write(
            float[] products, int at, int stride, int block, FloatBuffer images, int row, @Nullable Moments moments) {
        int image = row / tiling.rows();
        int size = tiling.outputHeight() * tiling.outputWidth() * WIDTH;
        int target = (image * blocks + block) * size;
        int channel = block * WIDTH;
        if (tiling.isDirect()) {
            copy(products, at, stride);
            finish(images, target, size, size, 1, channel, moments);
        } else {
            transform(products, at, stride);
            int first = row % tiling.rows() * outputs;
            int width = tiling.outputWidth() * WIDTH;
            int count = Math.min(outputs, tiling.outputHeight() - first);
            boolean dense = width == length;
            finish(
                    images,
                    target + first * width,
                    dense ? count * width : width,
                    length,
                    dense ? 1 : count,
                    channel,
                    moments);
        }
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
