package io.trainyard.engine.vector;

import static io.trainyard.engine.vector.Lanes.START;
import static io.trainyard.engine.vector.Lanes.WIDTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.trainyard.engine.onednn.OneDnnExecutor;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written out gives the bits of the loop that other versions of Java have. */
class UnrolledProductsTest {

    private static final int TILES = 24;
    private static final int BLOCKS = 3;

    private final Random random = new Random(4);

    @BeforeEach
    void needsVectorsOfEight() {
        assumeThat(OneDnnExecutor.hasVectors() && !Lanes.WIDE)
                .as("AVX2 without AVX-512")
                .isTrue();
    }

    @Test
    void products_of_six_tiles_are_those_of_a_loop_over_channels() {
        float[] v = floats(BLOCKS * TILES * WIDTH);
        float[] u = floats(BLOCKS * 2 * WIDTH * WIDTH);
        float[] written = Lanes.array(2 * TILES * WIDTH);
        float[] looped = written.clone();
        int tile = START + 5 * WIDTH;

        UnrolledProducts.sixByTwo(v, tile, TILES * WIDTH, u, START, BLOCKS, written, tile, TILES * WIDTH, -1);
        NarrowProducts.sixByTwo(v, tile, TILES * WIDTH, u, START, BLOCKS, looped, tile, TILES * WIDTH);

        assertThat(written).isEqualTo(looped).isNotEqualTo(Lanes.array(2 * TILES * WIDTH));
    }

    @Test
    void sums_over_tiles_are_those_of_a_loop_over_tiles() {
        float[] v = floats(TILES * WIDTH);
        float[] y = floats(2 * TILES * WIDTH);
        float[] written = Lanes.array(WIDTH * WIDTH);
        float[] looped = written.clone();
        int half = START + WIDTH / 2;

        UnrolledGradients.fourByTwo(v, half, y, START, TILES * WIDTH, TILES / UnrolledGradients.TILES, written, -1);
        NarrowGradients.fourByTwo(v, half, y, START, TILES * WIDTH, TILES, looped);

        assertThat(written).isEqualTo(looped).isNotEqualTo(Lanes.array(WIDTH * WIDTH));
    }

    private float[] floats(int length) {
        float[] values = Lanes.array(length);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }
}
