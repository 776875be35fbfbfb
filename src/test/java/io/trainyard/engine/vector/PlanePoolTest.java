package io.trainyard.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.trainyard.engine.onednn.OneDnnExecutor;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanePoolTest {

    private static final int PLANES = 5;

    @BeforeEach
    void needsWideVectors() {
        assumeThat(OneDnnExecutor.hasVectors()).as("AVX2").isTrue();
    }

    /** Values are few, so that there are equal ones. */
    private static Values values(boolean array, int length, Random random) {
        Values values = Values.empty(array, PLANES, length);
        for (int i = 0; i < PLANES * length; i++) {
            values.buffer().put(i, random.nextInt(4) - 2);
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource({"28,28,true", "5,7,false", "2,2,true", "3,70,true", "33,16,false", "1,9,true", "4,1,false"})
    void the_first_of_the_largest_gets_the_gradient(int height, int width, boolean array) {
        Random random = new Random(height);
        int outputs = height / 2 * (width / 2);
        Values x = values(array, height * width, random);
        Values slopes = values(array, outputs, random);
        Values y = Values.empty(array, PLANES, outputs);
        Values alone = Values.empty(array, PLANES, outputs);
        Values gradient = values(array, height * width, random);
        PlanePool pool = new PlanePool(height, width);
        float[] winners = pool.winners(PLANES);

        pool.forward(x.storage(), PLANES, y.storage(), winners);
        pool.forward(x.storage(), PLANES, alone.storage());
        pool.backward(slopes.storage(), PLANES, winners, gradient.storage());

        float[] expected = new float[PLANES * height * width];
        for (int i = 0; i < PLANES * outputs; i++) {
            int row = i % outputs / (width / 2) * 2;
            int first = i / outputs * height * width + row * width + i % (width / 2) * 2;
            int largest = first;
            for (int other : new int[] {first + 1, first + width, first + width + 1}) {
                largest = x.buffer().get(other) > x.buffer().get(largest) ? other : largest;
            }
            expected[largest] = slopes.buffer().get(i);
            assertThat(y.buffer().get(i)).isEqualTo(x.buffer().get(largest));
        }
        assertThat(alone.floats()).isEqualTo(y.floats());
        assertThat(gradient.floats()).isEqualTo(expected);
    }
}
