package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;
import static io.trainyard.engine.vector.Transform.LARGE_TILE;
import static io.trainyard.engine.vector.Transform.MIDDLE_TILE;
import static io.trainyard.engine.vector.Transform.TILE;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a convolution of stride 1 becomes products of matrices. Its output is cut into tiles from left to right and from top to
 * bottom, of one image after the other, which may stick out on the right and below; each position of Winograd's algorithm is a
 * product by itself. Tiles are those of F(4x4, 3x3), F(3x3, 4x4) and F(2x2, 5x5), with 36 positions, of F(4x4, 4x4), with 49, or of F(5x5,
 * 4x4) and F(4x4, 5x5), with 64, whichever makes fewer products. Images of a few pixels are a tile each: of 2x2 pixels with the 9 positions of
 * {@link Square}, and otherwise with their pixels as the positions: each pair of an input and an output pixel is a product, with
 * one of the kernel's weights. A dilated kernel sees every second (third, ...) pixel only, so it is as many convolutions on each
 * side, of the phases of the image, which know nothing of each other: a row of tiles is one of each phase of the columns.
 *
 * @param kernel 3 to 5, on each side
 * @param dilation pixels from one of its weights to the next, and so the number of phases on each side
 * @param top rows of zeros above the input
 * @param left columns of zeros before the input
 * @param tile inputs of a tile, on each side
 */
public record Tiling(
        int kernel,
        int dilation,
        int height,
        int width,
        int outputHeight,
        int outputWidth,
        int top,
        int left,
        int tile) {

    /** With more pixels than these Winograd's algorithm has fewer products. */
    private static final int FEW_PIXELS = 4;

    /**
     * One product of matrices.
     *
     * @param input position of the input's values
     * @param weight position of the weights
     * @param output position of the product
     * @param more whether it is to be added to an earlier one
     */
    record Product(int input, int weight, int output, boolean more) {}

    /** With the tiles that make the fewest products. */
    public Tiling(
            int kernel, int dilation, int height, int width, int outputHeight, int outputWidth, int top, int left) {
        this(
                kernel,
                dilation,
                height,
                width,
                outputHeight,
                outputWidth,
                top,
                left,
                tile(kernel, dilation, outputHeight, outputWidth));
    }

    /** For 3x3 kernels large ones, those of F(6x6, 3x3), were not faster. */
    private static int tile(int kernel, int dilation, int height, int width) {
        return IntStream.of(TILE, MIDDLE_TILE, LARGE_TILE)
                .filter(tile -> switch (tile) {
                    case MIDDLE_TILE -> kernel == 4;
                    case LARGE_TILE -> kernel > 3;
                    default -> true;
                })
                .boxed()
                .min(Comparator.comparingInt(tile -> products(tile, kernel, dilation, height, width)))
                .orElseThrow();
    }

    /** Of an image; all phases have as many. */
    private static int products(int tile, int kernel, int dilation, int height, int width) {
        int outputs = dilation * (tile - kernel + 1);
        return tile * tile * ceilDiv(height, outputs) * ceilDiv(width, outputs);
    }

    /** Whether an image is a tile by itself, for which weights take no more memory than they do in the parameters. */
    public boolean isWhole() {
        return dilation == 1 && height * width <= FEW_PIXELS && outputHeight * outputWidth <= FEW_PIXELS;
    }

    /** Whether it has the positions of {@link Square}: each of its pixels meets each output. */
    boolean isSquare() {
        return isWhole()
                && Math.min(height, width) == Square.PIXELS
                && Math.min(outputHeight, outputWidth) == Square.PIXELS
                && Math.min(top, left) >= 1
                && Math.max(top, left) + 1 < kernel;
    }

    /** Whether pixels are positions. */
    boolean isDirect() {
        return isWhole() && !isSquare();
    }

    /** How many times fewer multiplications there are than weights times outputs. */
    public double gain() {
        return outputHeight * outputWidth * kernel * kernel / (double) productsOfImage();
    }

    /** Multiplications for each pair of channels. */
    public int productsOfImage() {
        return products().size() * rows() * columns();
    }

    /** Outputs of a tile, on each side. */
    int outputs() {
        return tile - kernel + 1;
    }

    /** Rows of tiles, those of the phases in turn. */
    int rows() {
        return dilation * (isWhole() ? 1 : ceilDiv(outputHeight, dilation * outputs()));
    }

    /** Tiles beside each other, of all phases. */
    int columns() {
        return dilation * columnsOfPhase();
    }

    /** Those of one phase, which lie behind those of the phase before. */
    int columnsOfPhase() {
        return isWhole() ? 1 : ceilDiv(outputWidth, dilation * outputs());
    }

    /** The first of a row of tiles' rows of outputs, which are {@link #dilation} apart. */
    int firstOutput(int row) {
        return row / dilation * dilation * outputs() + row % dilation;
    }

    static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }

    /** Tiles of that many images. */
    public int tiles(int images) {
        return images * rows() * columns();
    }

    /** As many rows of tiles as have about that many tiles. */
    int rowsOf(int tiles) {
        return Math.max(1, tiles / columns());
    }

    /** The layout of so many tiles of the input. */
    public Tiles inputs(int channels, int tiles) {
        return new Tiles(isDirect() ? height * width : positions(), channels / WIDTH, tiles);
    }

    /** The layout of so many tiles of the output. */
    public Tiles outputs(int channels, int tiles) {
        return new Tiles(isDirect() ? outputHeight * outputWidth : positions(), channels / WIDTH, tiles);
    }

    /** Where pixels are none. */
    private int positions() {
        return isSquare() ? Square.POSITIONS : tile * tile;
    }

    /** The layout of transformed weights. */
    public Panels panels(int inputs, int outputs) {
        return panels(inputs, outputs, 1);
    }

    /** The same for channels in groups, each of which sees its own inputs only. */
    public Panels panels(int inputs, int outputs, int groups) {
        int positions = isDirect() ? kernel * kernel : positions();
        return new Panels(positions, inputs / groups, outputs, outputs / groups / WIDTH);
    }

    /** Those of one output in a row. */
    List<Product> products() {
        return isDirect()
                ? pairsOfPixels()
                : IntStream.range(0, positions())
                        .mapToObj(position -> new Product(position, position, position, false))
                        .toList();
    }

    private List<Product> pairsOfPixels() {
        List<Product> products = new ArrayList<>();
        for (int output = 0; output < outputHeight * outputWidth; output++) {
            boolean more = false;
            for (int input = 0; input < height * width; input++) {
                int row = input / width - output / outputWidth + top;
                int column = input % width - output % outputWidth + left;
                if (row >= 0 && row < kernel && column >= 0 && column < kernel) {
                    products.add(new Product(input, row * kernel + column, output, more));
                    more = true;
                }
            }
        }
        return products;
    }

    /** The convolution that brings the gradient of the output back to the input. */
    public Tiling backward() {
        int reach = (kernel - 1) * dilation;
        return new Tiling(kernel, dilation, outputHeight, outputWidth, height, width, reach - top, reach - left);
    }
}
