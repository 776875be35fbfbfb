package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;

import io.trainyard.engine.vector.Tiling.Product;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A convolution of stride 1, of 3x3 to 5x5 kernels, for one thread: rows of tiles
 * go through all three steps (transform, multiply, transform back) while they are in the cache.
 */
public final class TileConvolution {

    private static final int MANY_CHANNELS = 128;

    private final Tiling tiling;
    private final Panels panels;
    private final List<Product> products;
    private final int rowsAtOnce;
    private final Tiles inputs;
    private final Tiles outputs;
    private final TileReader reader;
    private final TileWriter writer;
    private final Workspace workspace;
    private final TileProducts multiplier = new TileProducts();

    /**
     * @param rescale what is still to be done to the inputs
     * @param workspace for what lies between the steps; shared by all convolutions of a thread
     */
    public TileConvolution(
            Tiling tiling, Panels panels, @Nullable Rescale rescale, Finish finish, Workspace workspace) {
        this.tiling = tiling;
        this.panels = panels;
        this.products = tiling.products();
        this.rowsAtOnce = rowsAtOnce(tiling, panels);
        int capacity = rowsAtOnce * tiling.columns();
        this.inputs = tiling.inputs(panels.allInputs(), capacity);
        this.outputs = tiling.outputs(Panels.BUNDLE * WIDTH, capacity);
        this.reader = TileReader.ofInputs(tiling, panels.allInputs(), rescale);
        this.writer = new TileWriter(tiling, panels.outputs(), finish);
        this.workspace = workspace;
        workspace.reserve(inputs.length(), outputs.length());
    }

    private static int rowsAtOnce(Tiling tiling, Panels panels) {
        return tiling.rowsOf(Math.max(panels.allInputs(), panels.outputs()) > MANY_CHANNELS ? 24 : 48);
    }

    /** How many pieces of work so many images are, each some rows of tiles. */
    public static int pieces(Tiling tiling, Panels panels, int images) {
        int rows = rowsAtOnce(tiling, panels);
        return (images * tiling.rows() + rows - 1) / rows;
    }

    /**
     * Does one piece.
     *
     * @param weights transformed ones, in panels
     * @param moments of this piece's outputs, to be taken anew
     */
    public void run(int piece, Operands tensors, float[] weights, @Nullable Moments moments) {
        if (moments != null) {
            moments.restart();
        }
        int row = piece * rowsAtOnce;
        int count = Math.min(rowsAtOnce, tensors.images() * tiling.rows() - row);
        for (int i = 0; i < count; i++) {
            reader.read(tensors.x(), row + i, workspace.first(), i * tiling.columns(), inputs);
        }
        for (int block = 0; block < panels.outputBlocks(); block += Panels.BUNDLE) {
            multiply(weights, block, count * tiling.columns());
            write(block, tensors, row, count, moments);
        }
    }

    private void multiply(float[] weights, int block, int tiles) {
        for (Product product : products) {
            for (int place = 0; place < panels.bundleBlocks(block); place += panels.width(block + place)) {
                multiplier.multiply(
                        workspace.first(),
                        inputs.at(product.input(), panels.firstInput(block + place), 0),
                        inputs.block(),
                        weights,
                        panels.at(product.weight(), block + place, 0),
                        panels.inputBlocks(),
                        workspace.second(),
                        outputs.at(product.output(), place, 0),
                        outputs.block(),
                        tiles,
                        panels.width(block + place) == 2,
                        product.more());
            }
        }
    }

    private void write(int block, Operands tensors, int row, int count, @Nullable Moments moments) {
        for (int place = 0; place < panels.bundleBlocks(block); place++) {
            for (int i = 0; i < count; i++) {
                int at = outputs.at(0, place, i * tiling.columns());
                writer.write(workspace.second(), at, outputs.stride(), block + place, tensors, row + i, moments);
            }
        }
    }
}
