package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.WIDTH;

import io.trainyard.engine.vector.Axis.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How a convolution becomes products of matrices. Its output is cut into tiles from left to right and from top to
 * bottom, of one image after the other, which may stick out on the right and below; each position of Winograd's algorithm is a
 * product by itself. Each axis has the algorithm, and so the tiles, that make the fewest products.
 * Images of a few pixels are a tile each: of 2x2 pixels with the 9 positions of
 * {@link Square}, and otherwise with their pixels as the positions: each pair of an input and an output pixel is a product, with
 * one of the kernel's weights. A dilated kernel sees every second (third, ...) pixel only, so it is as many convolutions on each
 * side, of the phases of the image, which know nothing of each other: a row of tiles is one of each phase of the columns.
 *
 * @param vertical down the rows
 * @param horizontal across the columns
 * @param downwards the algorithm from row to row
 * @param sidewards the algorithm from column to column
 */
public record Tiling(Axis vertical, Axis horizontal, Winograd downwards, Winograd sidewards) {

    /** With more pixels than these Winograd's algorithm has fewer products. */
    private static final int FEW_PIXELS = 4;

    /** Of so many weights on both sides, positions lose a digit more than of any others. */
    private static final int LONG_KERNEL = 7;

    /**
     * One product of matrices.
     *
     * @param input position of the input's values
     * @param weight position of the weights
     * @param output position of the product
     * @param more whether it is to be added to an earlier one
     */
    record Product(int input, int weight, int output, boolean more) {}

    /** With the algorithms that make the fewest products. */
    public static Tiling of(Axis vertical, Axis horizontal) {
        return all(vertical, horizontal)
                .min(Comparator.comparingInt(
                        tiling -> vertical.products(tiling.downwards) * horizontal.products(tiling.sidewards)))
                .orElseThrow();
    }

    /** Whether there are algorithms for it. */
    public static boolean serves(Axis vertical, Axis horizontal) {
        int shorter = Math.min(vertical.kernel(), horizontal.kernel());
        int longer = Math.max(vertical.kernel(), horizontal.kernel());
        return longer > 1
                && shorter < LONG_KERNEL
                && all(vertical, horizontal).findAny().isPresent();
    }

    private static Stream<Tiling> all(Axis vertical, Axis horizontal) {
        return Winograd.of(vertical).stream()
                .flatMap(downwards -> Winograd.of(horizontal).stream()
                        .map(sidewards -> new Tiling(vertical, horizontal, downwards, sidewards)))
                .filter(Tiling::fits);
    }

    /** What is transformed from row to row comes to lie as far apart as what is transformed from column to column then needs. */
    private boolean fits() {
        return sidewards == Winograd.F1_1
                || downwards.positions() <= sidewards.positions() && downwards.outputs() <= sidewards.outputs();
    }

    /** Pixels of an image. */
    int pixels() {
        return vertical.length() * horizontal.length();
    }

    int outputPixels() {
        return vertical.outputLength() * horizontal.outputLength();
    }

    /** Weights of a kernel. */
    int area() {
        return vertical.kernel() * horizontal.kernel();
    }

    /** Whether an image is a tile by itself, for which weights take no more memory than they do in the parameters. */
    public boolean isWhole() {
        return vertical.dilation() * horizontal.dilation() == 1
                && vertical.step() == Step.ONE
                && horizontal.step() == Step.ONE
                && pixels() <= FEW_PIXELS
                && outputPixels() <= FEW_PIXELS;
    }

    /** Whether it has the positions of {@link Square}: each of its pixels meets each output. */
    boolean isSquare() {
        return isWhole() && isSquare(vertical) && isSquare(horizontal);
    }

    private static boolean isSquare(Axis axis) {
        return axis.length() == Square.PIXELS
                && axis.outputLength() == Square.PIXELS
                && axis.before() >= 1
                && axis.before() + 1 < axis.kernel();
    }

    /** Whether pixels are positions. */
    boolean isDirect() {
        return isWhole() && !isSquare();
    }

    /** How many times fewer multiplications there are than weights times outputs. */
    public double gain() {
        return outputPixels() * area() / (double) productsOfImage();
    }

    /** Multiplications for each pair of channels. */
    public int productsOfImage() {
        return products().size() * rows() * columns();
    }

    /** Rows of tiles, those of the phases in turn. */
    int rows() {
        return isWhole() ? 1 : vertical.dilation() * vertical.tilesOfPhase(downwards);
    }

    /** Tiles beside each other, of all phases. */
    int columns() {
        return horizontal.dilation() * columnsOfPhase();
    }

    /** Those of one phase, which lie behind those of the phase before. */
    int columnsOfPhase() {
        return isWhole() ? 1 : horizontal.tilesOfPhase(sidewards);
    }

    /** The first of a row of tiles' rows of outputs, which are the dilation apart. */
    int firstOutput(int row) {
        return first(row, downwards.outputs());
    }

    /** The same of its inputs, of which the first may be rows of zeros. */
    int firstInput(int row) {
        return first(row, downwards.advance()) - vertical.before();
    }

    private int first(int row, int advance) {
        int phases = vertical.dilation();
        return row / phases * phases * advance + row % phases;
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
        return new Tiles(isDirect() ? pixels() : positions(), channels / WIDTH, tiles);
    }

    /** The layout of so many tiles of the output. */
    public Tiles outputs(int channels, int tiles) {
        return new Tiles(isDirect() ? outputPixels() : positions(), channels / WIDTH, tiles);
    }

    /** Where pixels are none. */
    private int positions() {
        return isSquare() ? Square.POSITIONS : downwards.positions() * sidewards.positions();
    }

    /** The layout of transformed weights. */
    public Panels panels(int inputs, int outputs) {
        return panels(inputs, outputs, 1);
    }

    /** The same for channels in groups, each of which sees its own inputs only. */
    public Panels panels(int inputs, int outputs, int groups) {
        return new Panels(weights(), inputs / groups, outputs, outputs / groups / WIDTH);
    }

    /** Positions of weights. */
    private int weights() {
        if (isDirect()) {
            return area();
        }
        return isSquare() ? Square.POSITIONS : downwards.weights() * sidewards.weights();
    }

    /** Those of one output in a row. */
    List<Product> products() {
        return isDirect()
                ? pairsOfPixels()
                : IntStream.range(0, positions())
                        .mapToObj(position -> new Product(position, weight(position), position, false))
                        .toList();
    }

    private int weight(int position) {
        if (isSquare()) {
            return position;
        }
        int row = position / sidewards.positions();
        int column = position % sidewards.positions();
        return downwards.weight(row) * sidewards.weights() + sidewards.weight(column);
    }

    private List<Product> pairsOfPixels() {
        List<Product> products = new ArrayList<>();
        for (int output = 0; output < outputPixels(); output++) {
            boolean more = false;
            for (int input = 0; input < pixels(); input++) {
                int row = input / horizontal.length() - output / horizontal.outputLength() + vertical.before();
                int column = input % horizontal.length() - output % horizontal.outputLength() + horizontal.before();
                if (row >= 0 && row < vertical.kernel() && column >= 0 && column < horizontal.kernel()) {
                    products.add(new Product(input, row * horizontal.kernel() + column, output, more));
                    more = true;
                }
            }
        }
        return products;
    }

    /** The convolution that brings the gradient of the output back to the input. */
    public Tiling backward() {
        return Tiling.of(vertical.backward(), horizontal.backward());
    }
}
