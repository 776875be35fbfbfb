package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;

import io.trainyard.engine.vector.Tiling.Product;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of a convolution's weights, at their positions; {@link TileWeights#gradient} brings it back. For one
 * thread, in one of two ways: {@link #sum} over some images by blocks of tiles, or {@link #read} all tiles into arrays that
 * all threads share, and then {@link #multiply} for some of the outputs. The second way is for many channels and few tiles,
 * where each thread's own sums would be larger than the tiles.
 */
public final class TileGradient {

    /** Many, since the sums are written and read for each such number of them. */
    private static final int TILES_AT_ONCE = 96;

    private final Tiling tiling;
    private final Panels panels;
    private final List<Product> products;
    private final int rowsAtOnce;
    private final TileReader inputs;
    private final TileReader gradients;
    private final Workspace workspace;
    private final GradientProducts multiplier = new GradientProducts();

    /** @param rescale what is still to be done to the inputs */
    public TileGradient(Tiling tiling, Panels panels, @Nullable Rescale rescale, Workspace workspace) {
        this.tiling = tiling;
        this.panels = panels;
        this.products = tiling.products();
        this.rowsAtOnce = tiling.rowsOf(panels.allInputs() > WIDTH ? TILES_AT_ONCE : 2 * TILES_AT_ONCE);
        this.inputs = TileReader.ofInputs(tiling, panels.allInputs(), rescale);
        this.gradients = TileReader.ofOutputGradients(tiling, panels.outputs());
        this.workspace = workspace;
    }

    /** Reserves what {@link #sum} needs. */
    public void reserve() {
        int capacity = rowsAtOnce * tiling.columns();
        workspace.reserve(inputTiles(capacity).length(), gradientTiles(capacity).length());
    }

    public Tiles inputTiles(int capacity) {
        return tiling.inputs(panels.allInputs(), capacity);
    }

    public Tiles gradientTiles(int capacity) {
        return tiling.outputs(panels.outputs(), capacity);
    }

    /** @param sums in panels; written */
    public void sum(Storage x, Storage yGradient, int images, float[] sums) {
        Arrays.fill(sums, 0, panels.length(), 0);
        int capacity = rowsAtOnce * tiling.columns();
        int rows = images * tiling.rows();
        for (int row = 0; row < rows; row += rowsAtOnce) {
            int count = Math.min(rowsAtOnce, rows - row);
            read(x, yGradient, row, count, workspace.first(), workspace.second(), 0, capacity);
            add(workspace.first(), workspace.second(), capacity, count * tiling.columns(), 0, 0, panels, sums);
        }
    }

    /**
     * Brings all tiles of some images into their positions.
     *
     * @param tile place of the first among {@code capacity}
     */
    public void read(Storage x, Storage yGradient, int images, float[] v, float[] y, int tile, int capacity) {
        read(x, yGradient, 0, images * tiling.rows(), v, y, tile, capacity);
    }

    private void read(Storage x, Storage yGradient, int row, int count, float[] v, float[] y, int tile, int capacity) {
        Tiles inputLayout = inputTiles(capacity);
        Tiles gradientLayout = gradientTiles(capacity);
        for (int i = 0; i < count; i++) {
            int place = tile + i * tiling.columns();
            inputs.read(x, row + i, v, place, inputLayout);
            gradients.read(yGradient, row + i, y, place, gradientLayout);
        }
    }

    /**
     * Sums over all tiles, for a bundle of outputs and some of the inputs.
     *
     * @param block of outputs at which the bundle begins
     * @param firstInput channel, counted from the first that the outputs see
     * @param part layout of the sums
     * @param sums written
     */
    public void multiply(float[] v, float[] y, int tiles, int block, int firstInput, Panels part, float[] sums) {
        Arrays.fill(sums, 0, part.length(), 0);
        add(v, y, tiles, tiles, block, firstInput / WIDTH, part, sums);
    }

    private void add(
            float[] v, float[] y, int capacity, int tiles, int block, int firstInput, Panels layout, float[] sums) {
        Tiles inputLayout = inputTiles(capacity);
        Tiles gradientLayout = gradientTiles(capacity);
        for (Product product : products) {
            for (int place = 0; place < layout.outputBlocks(); place += layout.width(place)) {
                int first = panels.firstInput(block + place) + firstInput;
                for (int c = 0; c < layout.inputBlocks(); c++) {
                    multiplier.add(
                            v,
                            inputLayout.at(product.input(), first + c, 0),
                            y,
                            gradientLayout.at(product.output(), block + place, 0),
                            gradientLayout.block(),
                            tiles,
                            sums,
                            layout.at(product.weight(), place, c * WIDTH),
                            layout.width(place) == 2);
                }
            }
        }
    }
}
