package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;

import io.trainyard.engine.vector.Tiling.Product;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The same as {@link TileConvolution}, for many channels and few tiles: threads share all tiles of a batch, and each
 * computes some of the outputs' channels for all of them. So transformed weights, which take four times the memory of the
 * weights, are used as soon as they are made, a few channels at a time, while they are in the cache.
 */
public final class PanelConvolution {

    private final Tiling tiling;
    private final Panels panels;
    private final List<Product> products;
    private final Tiles inputs;
    private final Tiles outputs;
    private final TileReader reader;
    private final TileWriter writer;
    private final Workspace workspace;
    private final TileProducts multiplier = new TileProducts();
    private final int channelsAtOnce;

    /** Transforms input channels {@code begin} to before {@code end} of a bundle of outputs, to be written from that block of the target on. */
    @FunctionalInterface
    public interface Weights {
        void write(int block, int begin, int end, float[] target, Panels layout, int place);
    }

    /**
     * @param images of the whole batch
     * @param rescale what is still to be done to the inputs
     */
    public PanelConvolution(
            Tiling tiling, Panels panels, int images, @Nullable Rescale rescale, Finish finish, Workspace workspace) {
        this.tiling = tiling;
        this.panels = panels;
        this.products = tiling.products();
        this.inputs = tiling.inputs(panels.allInputs(), tiling.tiles(images));
        this.outputs = tiling.outputs(Panels.BUNDLE * WIDTH, tiling.tiles(images));
        this.reader = TileReader.ofInputs(tiling, panels.allInputs(), rescale);
        this.writer = new TileWriter(tiling, panels.outputs(), finish);
        this.workspace = workspace;
        this.channelsAtOnce = panels.channelsInCache();
        workspace.reserve(panels.part(0, channelsAtOnce).length(), outputs.length());
    }

    /** The layout of all inputs' tiles. */
    public Tiles inputs() {
        return inputs;
    }

    /**
     * Brings some images into their positions.
     *
     * @param firstImage of the batch that these are
     */
    public void read(Operands tensors, int firstImage, float[] v) {
        int tile = tiling.tiles(firstImage);
        for (int row = 0; row < tensors.images() * tiling.rows(); row++) {
            reader.read(tensors.x(), row, v, tile + row * tiling.columns(), inputs);
        }
    }

    /**
     * Computes the outputs of one bundle for all tiles.
     *
     * @param block at which it begins
     */
    public void multiply(int block, float[] v, Weights weights) {
        for (int begin = 0; begin < panels.inputs(); begin += channelsAtOnce) {
            int end = Math.min(panels.inputs(), begin + channelsAtOnce);
            Panels part = panels.part(block, end - begin);
            weights.write(block, begin, end, workspace.first(), part, 0);
            multiply(block, v, begin / WIDTH, workspace.first(), part, 0);
        }
    }

    /** The same with all weights, transformed before. */
    public void multiply(int block, float[] v, float[] weights) {
        multiply(block, v, 0, weights, panels, block);
    }

    /**
     * @param skipped blocks of each group's inputs that come before those that are multiplied
     * @param layout of the weights, in which the outputs' blocks lie from {@code first} on
     */
    private void multiply(int block, float[] v, int skipped, float[] weights, Panels layout, int first) {
        for (Product product : products) {
            for (int place = 0; place < panels.bundleBlocks(block); place += layout.width(first + place)) {
                multiplier.multiply(
                        v,
                        inputs.at(product.input(), panels.firstInput(block + place) + skipped, 0),
                        inputs.block(),
                        weights,
                        layout.at(product.weight(), first + place, 0),
                        layout.inputBlocks(),
                        workspace.second(),
                        outputs.at(product.output(), place, 0),
                        outputs.block(),
                        inputs.capacity(),
                        layout.width(first + place) == 2,
                        skipped > 0 || product.more());
            }
        }
    }

    /**
     * Writes the outputs of the last bundle for some of the images.
     *
     * @param firstImage of the batch that these are
     */
    public void write(int block, Operands tensors, int firstImage) {
        int tile = tiling.tiles(firstImage);
        for (int place = 0; place < panels.bundleBlocks(block); place++) {
            for (int row = 0; row < tensors.images() * tiling.rows(); row++) {
                int at = outputs.at(0, place, tile + row * tiling.columns());
                writer.write(workspace.second(), at, outputs.stride(), block + place, tensors, row, null);
            }
        }
    }
}
