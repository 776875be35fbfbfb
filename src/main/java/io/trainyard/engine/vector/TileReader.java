package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Lanes.load;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Brings rows of tiles into their positions. One for inputs, whose tiles overlap by the kernel less one pixel, and one for
 * gradients of outputs.
 */
final class TileReader {

    private final Tiling tiling;
    private final int blocks;
    private final boolean inputs;
    private final boolean square;
    private final @Nullable Rescale rescale;
    private final Transform downwards;
    private final Transform sidewards;
    private final int height;
    private final int width;
    private final int left;
    private final int rowsOfTile;
    private final float[] strip;
    private final Storage stripThere;

    /**
     * Columns of a tile's side of each phase, as many as all tiles beside each other have with what they overlap; what lies
     * around the image stays zero.
     */
    private final float[] columns;

    /** From one of these to the next. */
    private final int pitch;

    /** Columns from one tile to the next. */
    private final int advance;

    private final int rowPhases;
    private final int phases;
    private final int lengthOfPhase;
    private final Lines[] down;

    /** Of the last stride that was asked for; who reads with a reader has one layout, or few. */
    private Lines across = new Lines(new int[0], new int[0]);

    private int strideAcross;

    private TileReader(Tiling tiling, int channels, boolean inputs, @Nullable Rescale rescale) {
        this.tiling = tiling;
        this.blocks = channels / WIDTH;
        this.inputs = inputs;
        this.square = tiling.isSquare();
        this.rescale = rescale;
        Axis vertical = tiling.vertical();
        Axis horizontal = tiling.horizontal();
        Winograd vertically = tiling.downwards();
        Winograd horizontally = tiling.sidewards();
        this.downwards = inputs ? vertically.input() : vertically.outputGradient();
        this.sidewards = inputs ? horizontally.input() : horizontally.outputGradient();
        this.height = inputs ? vertical.length() : vertical.outputLength();
        this.width = inputs ? horizontal.length() : horizontal.outputLength();
        this.left = inputs ? horizontal.before() : 0;
        this.rowsOfTile = inputs ? vertically.inputs() : vertically.outputs();
        this.strip = Lanes.array(Math.max(rowsOfTile, height) * width * WIDTH);
        this.stripThere = Storage.of(strip);
        this.rowPhases = vertical.dilation();
        this.phases = horizontal.dilation();
        this.pitch = Math.max(vertically.positions(), horizontally.positions()) * WIDTH;
        this.advance = inputs ? horizontally.advance() : horizontally.outputs();
        int columnsOfTile = inputs ? horizontally.inputs() : horizontally.outputs();
        int columnsOfPhase = (tiling.columnsOfPhase() - 1) * advance + columnsOfTile;
        this.lengthOfPhase = columnsOfPhase * pitch;
        this.columns = Lanes.array(phases * lengthOfPhase);
        this.down = IntStream.range(0, phases)
                .map(phase -> Math.min(columnsOf(phase), columnsOfPhase - margin(phase)))
                .mapToObj(count -> Lines.of(count, phases * WIDTH, pitch))
                .toArray(Lines[]::new);
    }

    /** @param rescale what is still to be done to the inputs */
    static TileReader ofInputs(Tiling tiling, int channels, @Nullable Rescale rescale) {
        return new TileReader(tiling, channels, true, rescale);
    }

    static TileReader ofOutputGradients(Tiling tiling, int channels) {
        return new TileReader(tiling, channels, false, null);
    }

    /**
     * @param row of tiles, counted through all images
     * @param tile place of its first tile in the layout
     */
    void read(Storage images, int row, float[] values, int tile, Tiles layout) {
        int image = row / tiling.rows();
        int size = height * width * WIDTH;
        for (int block = 0; block < blocks; block++) {
            int at = (image * blocks + block) * size;
            if (tiling.isWhole()) {
                copy(images, at, block * WIDTH, values, layout.at(0, block, tile), layout.stride());
            } else {
                int first = row % tiling.rows();
                down(images, at, block * WIDTH, inputs ? tiling.firstInput(first) : tiling.firstOutput(first));
                across(values, layout.at(0, block, tile), layout.stride());
            }
        }
    }

    private void copy(Storage images, int at, int channel, float[] values, int to, int stride) {
        get(images, at, START, height * width * WIDTH, channel);
        if (square) {
            Square.spread(strip, START, values, to, stride, inputs);
            return;
        }
        for (int pixel = 0; pixel < height * width; pixel++) {
            load(strip, START + pixel * WIDTH).intoArray(values, to + pixel * stride);
        }
    }

    /** @param first row of pixels; where all are there and as they should be, they need not be copied */
    private void down(Storage images, int at, int channel, int first) {
        int length = width * WIDTH;
        int begin = Math.min(rowsOfTile, Axis.ceilDiv(Math.max(0, -first), rowPhases));
        int end = Math.max(begin, Math.min(rowsOfTile, Axis.ceilDiv(height - first, rowPhases)));
        if (end - begin == rowsOfTile && rescale == null && (rowPhases == 1 || images.isArray())) {
            int from = images.read(at + first * length, rowsOfTile * length, strip, START);
            down(images.array(strip), from, rowPhases * length);
            return;
        }
        Arrays.fill(strip, START, START + begin * length, 0);
        int together = rowPhases == 1 ? Math.max(1, end - begin) : 1;
        for (int row = begin; row < end; row += together) {
            int from = at + (first + row * rowPhases) * length;
            get(images, from, START + row * length, together * length, channel);
        }
        Arrays.fill(strip, START + end * length, START + rowsOfTile * length, 0);
        down(strip, START, length);
    }

    private void get(Storage images, int at, int to, int length, int channel) {
        if (rescale == null) {
            images.get(at, length, strip, to);
            return;
        }
        int from = images.bring(at, length, stripThere, to - START);
        rescale.apply(images.within(stripThere), from, stripThere, to - START, length, channel);
    }

    /** @param step from one row of pixels to the next of the same phase */
    private void down(float[] values, int from, int step) {
        for (int phase = 0; phase < phases; phase++) {
            int to = START + phase * lengthOfPhase + margin(phase) * pitch;
            downwards.columns(values, from + first(phase) * WIDTH, step, columns, to, down[phase]);
        }
    }

    /** Columns of zeros of a phase. */
    private int margin(int phase) {
        return Axis.ceilDiv(Math.max(0, left - phase), phases);
    }

    /** A phase's columns of pixels, which tiles need not have all of, if there is a stride. */
    private int columnsOf(int phase) {
        return Axis.ceilDiv(Math.max(0, width - first(phase)), phases);
    }

    /** The first of a phase's columns of pixels. */
    private int first(int phase) {
        return phase - left + margin(phase) * phases;
    }

    private void across(float[] values, int at, int stride) {
        int tiles = tiling.columnsOfPhase();
        if (stride != strideAcross) {
            int positions = tiling.sidewards().positions();
            across = Lines.inGroups(
                    tiling.downwards().positions(), WIDTH, positions * stride, tiles, advance * pitch, WIDTH);
            strideAcross = stride;
        }
        for (int phase = 0; phase < phases; phase++) {
            int from = START + phase * lengthOfPhase;
            sidewards.rows(columns, from, values, at + phase * tiles * WIDTH, stride, across);
        }
    }
}
