package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Lanes.zero;
import static io.trainyard.engine.vector.Transforms.OUTPUTS;
import static io.trainyard.engine.vector.Transforms.TILE;

import java.nio.FloatBuffer;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Brings products at the positions back into rows of outputs, with bias and ReLU. */
final class TileWriter {

    private final Tiling tiling;
    private final int blocks;
    private final Finish finish;
    private final float[] half = Lanes.array(OUTPUTS * TILE * WIDTH);
    private final int length;
    private final float[] strip;

    TileWriter(Tiling tiling, int channels, Finish finish) {
        this.tiling = tiling;
        this.blocks = channels / WIDTH;
        this.finish = finish;
        this.length = tiling.columns() * OUTPUTS * WIDTH;
        this.strip = Lanes.array(OUTPUTS * length);
    }

    /**
     * @param products positions {@code stride} apart
     * @param at the first tile's of one block of channels, at position 0
     * @param row of tiles, counted through all images
     */
    void write(float[] products, int at, int stride, int block, FloatBuffer images, int row) {
        int image = row / tiling.rows();
        int size = tiling.outputHeight() * tiling.outputWidth() * WIDTH;
        int target = (image * blocks + block) * size;
        if (tiling.isDirect()) {
            copy(products, at, stride);
            finish(block * WIDTH, size);
            images.put(target, strip, START, size);
        } else {
            transform(products, at, stride);
            finish(block * WIDTH, OUTPUTS * length);
            put(images, target, row % tiling.rows() * OUTPUTS);
        }
    }

    private void copy(float[] products, int at, int stride) {
        for (int pixel = 0; pixel < tiling.outputHeight() * tiling.outputWidth(); pixel++) {
            load(products, at + pixel * stride).intoArray(strip, START + pixel * WIDTH);
        }
    }

    private void transform(float[] products, int at, int stride) {
        int columns = tiling.columns();
        for (int column = 0; column < columns; column++) {
            int tile = at + column * WIDTH;
            for (int i = 0; i < TILE; i++) {
                Transforms.output(products, tile + i * stride, TILE * stride, half, START + i * WIDTH, TILE * WIDTH);
            }
            for (int i = 0; i < OUTPUTS; i++) {
                Transforms.output(
                        half,
                        START + i * TILE * WIDTH,
                        WIDTH,
                        strip,
                        START + i * length + column * OUTPUTS * WIDTH,
                        WIDTH);
            }
        }
    }

    private void finish(int at, int end) {
        if (finish.isNothing()) {
            return;
        }
        FloatVector term = load(finish.bias(), at);
        boolean relu = finish.relu();
        for (int i = START; i < START + end; i += WIDTH) {
            FloatVector value = load(strip, i).add(term);
            if (relu) {
                value = value.blend(zero(), value.compare(VectorOperators.LT, 0f));
            }
            value.intoArray(strip, i);
        }
    }

    private void put(FloatBuffer images, int at, int first) {
        int count = Math.min(OUTPUTS, tiling.outputHeight() - first);
        int width = tiling.outputWidth() * WIDTH;
        if (width == length) {
            images.put(at + first * width, strip, START, count * width);
            return;
        }
        for (int row = 0; row < count; row++) {
            images.put(at + (first + row) * width, strip, START + row * length, width);
        }
    }
}
