package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;
import static io.trainyard.engine.vector.Lanes.zero;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/** Brings products at the positions back into rows of outputs, with bias and ReLU. */
final class TileWriter {

    private final Tiling tiling;
    private final int blocks;
    private final Finish finish;
    private final boolean square;
    private final Transform downwards;
    private final Transform sidewards;

    /** Beside each other. */
    private final int positions;

    private final int width;
    private final int height;
    private final int rowPhases;
    private final int phases;

    /** From what becomes one column of outputs to the next, in {@link #half}. */
    private final int pitch;

    private final int lines;
    private final float[] half;
    private final int length;
    private final float[] strip;
    private final Storage stripThere;
    private final float[] there;
    private final Lines wholes;

    /** Of the last stride that was asked for, as in {@link TileReader}. */
    private Lines halves = new Lines(new int[0], new int[0]);

    private int strideOfHalves;

    TileWriter(Tiling tiling, int channels, Finish finish) {
        this.tiling = tiling;
        this.blocks = channels / WIDTH;
        this.finish = finish;
        this.square = tiling.isSquare();
        Winograd vertically = tiling.downwards();
        Winograd horizontally = tiling.sidewards();
        this.downwards = vertically.output();
        this.sidewards = horizontally.output();
        this.positions = horizontally.positions();
        this.height = tiling.vertical().outputLength();
        this.width = tiling.horizontal().outputLength();
        this.rowPhases = tiling.vertical().dilation();
        this.phases = tiling.horizontal().dilation();
        this.lines = tiling.isWhole() ? height : vertically.outputs();
        this.length = (tiling.isWhole() ? width : tiling.columns() * horizontally.outputs()) * WIDTH;
        this.pitch = Math.max(vertically.outputs(), horizontally.outputs()) * WIDTH;
        this.half = Lanes.array(tiling.columns() * positions * pitch);
        this.strip = Lanes.array(lines * length);
        this.stripThere = Storage.of(strip);
        this.there = Lanes.array(lines * length);
        this.wholes = Lines.inGroups(
                vertically.outputs(),
                WIDTH,
                length,
                tiling.columnsOfPhase(),
                positions * pitch,
                phases * horizontally.outputs() * WIDTH);
    }

    /**
     * @param products positions {@code stride} apart
     * @param at the first tile's of one block of channels, at position 0
     * @param row of tiles, counted through all images
     * @param moments that the outputs pass by
     */
    void write(float[] products, int at, int stride, int block, Operands tensors, int row, @Nullable Moments moments) {
        int channel = block * WIDTH;
        int part = row / tiling.rows() * blocks + block;
        int first = tiling.firstOutput(row % tiling.rows());
        int count = Math.min(lines, Axis.ceilDiv(height - first, rowPhases));
        int line = width * WIDTH;
        int target = (part * height + first) * line;
        if (count * line == lines * length && isWrittenAtOnce(tensors)) {
            float[] y = tensors.y().array(strip);
            int to = tensors.y().place(target, START);
            transform(products, at, stride, y, to);
            finish(y, to, y, to, count * line, channel, tensors.addend(), target);
            take(moments, tensors.y(), to - START, count * line, channel);
            return;
        }
        if (tiling.isWhole()) {
            copy(products, at, stride);
        } else {
            transform(products, at, stride, strip, START);
        }
        if (finish.pooled()) {
            writePooled(tensors, part, first / 2, count / 2, channel);
            return;
        }
        boolean dense = line == length && rowPhases == 1;
        finish(tensors, target, dense ? count * line : line, length, dense ? 1 : count, channel, moments);
    }

    /** Whether lines go where they belong without coming into the strip before. */
    private boolean isWrittenAtOnce(Operands tensors) {
        return tensors.y().isArray()
                && tensors.addend() != tensors.y()
                && !tiling.isWhole()
                && rowPhases == 1
                && !finish.pooled();
    }

    /** The largest of each 2x2 come to the beginning of the strip, line by line, before anything is done to them. */
    private void writePooled(Operands tensors, int part, int first, int count, int channel) {
        int pooled = width / 2 * WIDTH;
        for (int line = 0; line < count; line++) {
            pool(START + 2 * line * length, START + line * pooled, pooled);
        }
        int target = (part * (height / 2) + first) * pooled;
        finish(tensors, target, count * pooled, 0, 1, channel, null);
    }

    private void copy(float[] products, int at, int stride) {
        if (square) {
            Square.gather(products, at, stride, strip, START);
            return;
        }
        for (int pixel = 0; pixel < tiling.outputPixels(); pixel++) {
            load(products, at + pixel * stride).intoArray(strip, START + pixel * WIDTH);
        }
    }

    private void transform(float[] products, int at, int stride, float[] lines, int first) {
        if (stride != strideOfHalves) {
            halves = Lines.inGroups(positions, stride, pitch, tiling.columns(), WIDTH, positions * pitch);
            strideOfHalves = stride;
        }
        downwards.columns(products, at, positions * stride, half, START, halves);
        for (int phase = 0; phase < phases; phase++) {
            int from = START + phase * tiling.columnsOfPhase() * positions * pitch;
            sidewards.rows(half, from, lines, first + phase * WIDTH, phases * WIDTH, wholes);
        }
    }

    /** Vectors' own maximum has more to do, since it knows two zeros. In a method of its own a vector may be put into an object. */
    private void pool(int from, int to, int width) {
        for (int i = 0; i < width; i += WIDTH) {
            int below = from + length + 2 * i;
            FloatVector largest = load(strip, from + 2 * i);
            FloatVector next = load(strip, from + 2 * i + WIDTH);
            largest = largest.blend(next, next.compare(VectorOperators.GT, largest));
            next = load(strip, below);
            largest = largest.blend(next, next.compare(VectorOperators.GT, largest));
            next = load(strip, below + WIDTH);
            largest.blend(next, next.compare(VectorOperators.GT, largest)).intoArray(strip, to + i);
        }
    }

    /** Some lines of the same phase in the images, which are {@code step} apart in the strip. */
    private void finish(
            Operands tensors, int at, int line, int step, int lines, int channel, @Nullable Moments moments) {
        Storage images = tensors.y();
        for (int i = 0; i < lines; i++) {
            int from = START + i * step;
            int place = at + i * rowPhases * line;
            int to = images.place(place, from);
            float[] target = images.array(strip);
            finish(strip, from, target, to, line, channel, tensors.addend(), place);
            take(moments, images.isArray() ? images : stripThere, to - START, line, channel);
            images.written(place, line, strip, from);
        }
    }

    private static void take(@Nullable Moments moments, Storage values, int at, int length, int channel) {
        if (moments != null) {
            moments.add(values, at, length, channel);
        }
    }

    /** @param at where the line lies in the images and in what is to be added */
    private void finish(
            float[] from, int i, float[] to, int j, int line, int channel, @Nullable Storage addend, int at) {
        if (addend != null) {
            int k = addend.read(at, line, there, START);
            finish(from, i, addend.array(there), k, to, j, line, channel);
        } else if (finish.biased() || finish.relu()) {
            finish(from, i, to, j, line, channel);
        } else if (from != to) {
            System.arraycopy(from, i, to, j, line);
        }
    }

    private void finish(float[] from, int i, float[] there, int k, float[] to, int j, int line, int channel) {
        FloatVector term = load(finish.bias(), channel);
        for (int n = 0; n < line; n += WIDTH) {
            FloatVector sum = load(from, i + n).add(term).add(load(there, k + n));
            rectified(sum).intoArray(to, j + n);
        }
    }

    private void finish(float[] from, int i, float[] to, int j, int line, int channel) {
        FloatVector term = load(finish.bias(), channel);
        for (int n = 0; n < line; n += WIDTH) {
            rectified(load(from, i + n).add(term)).intoArray(to, j + n);
        }
    }

    private FloatVector rectified(FloatVector value) {
        return finish.relu() ? value.blend(zero(), value.compare(VectorOperators.LT, 0f)) : value;
    }
}
