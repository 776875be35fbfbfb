package io.trainyard.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.trainyard.engine.onednn.OneDnnExecutor;
import org.junit.jupiter.api.Test;

class TranspositionTest {

    private static final int[] ROWS = {0, 11, 22, 33, 44, 55, 66, 77};
    private static final int[] COLUMNS = {70, 60, 50, 40, 30, 20, 10, 0};

    private final float[] from = new float[100];
    private final float[] to = new float[100];

    TranspositionTest() {
        for (int i = 0; i < from.length; i++) {
            from[i] = i + 1;
        }
    }

    @Test
    void values_change_places_one_by_one() {
        Transposition.oneByOne(from, 3, ROWS, to, 5, COLUMNS);

        requireTransposed();
    }

    @Test
    void values_change_places_in_this_machines_way() {
        assumeThat(OneDnnExecutor.hasVectors()).as("AVX2").isTrue();

        Transposition.apply(from, 3, ROWS, to, 5, COLUMNS);

        requireTransposed();
    }

    private void requireTransposed() {
        float[] expected = new float[to.length];
        for (int row = 0; row < ROWS.length; row++) {
            for (int column = 0; column < COLUMNS.length; column++) {
                expected[5 + COLUMNS[column] + row] = from[3 + ROWS[row] + column];
            }
        }
        assertThat(to).isEqualTo(expected);
    }
}
