package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Transform.LARGE_TILE;
import static io.trainyard.engine.vector.Transform.LONG_TILE;
import static io.trainyard.engine.vector.Transform.MIDDLE_TILE;
import static io.trainyard.engine.vector.Transform.TILE;

import java.util.List;

/**
 * A convolution of stride 1 along one axis, down the rows or across the columns.
 *
 * @param kernel weights
 * @param dilation pixels from one of them to the next, and so the number of phases that know nothing of each other; 1 for a single weight
 * @param length pixels of the input
 * @param outputLength pixels of the output
 * @param before zeros before the input
 */
public record Axis(int kernel, int dilation, int length, int outputLength, int before) {

    public Axis {
        dilation = kernel == 1 ? 1 : dilation;
    }

    /** Inputs of a tile that there are transforms for; for 3 weights large tiles, those of F(6, 3), were not faster. */
    static List<Integer> tiles(int kernel) {
        return switch (kernel) {
            case 1 -> List.of(1);
            case 3 -> List.of(TILE);
            case 4 -> List.of(TILE, MIDDLE_TILE, LARGE_TILE);
            case 5 -> List.of(TILE, LARGE_TILE);
            case 7 -> List.of(LONG_TILE);
            default -> List.of();
        };
    }

    /** Outputs of a tile. */
    int outputs(int tile) {
        return tile - kernel + 1;
    }

    /** Tiles behind each other, of one phase. */
    int tilesOfPhase(int tile) {
        return ceilDiv(outputLength, dilation * outputs(tile));
    }

    /** Of all phases, if there are only such tiles. */
    int products(int tile) {
        return dilation * tilesOfPhase(tile) * tile;
    }

    static int ceilDiv(int a, int b) {
        return (a + b - 1) / b;
    }

    /** That of the convolution that brings the gradient of the output back to the input. */
    public Axis backward() {
        return new Axis(kernel, dilation, outputLength, length, (kernel - 1) * dilation - before);
    }
}
