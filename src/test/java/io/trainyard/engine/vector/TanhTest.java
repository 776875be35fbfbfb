package io.trainyard.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.trainyard.engine.onednn.OneDnnExecutor;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TanhTest {

    @BeforeEach
    void needsWideVectors() {
        assumeThat(OneDnnExecutor.hasVectors()).as("AVX2").isTrue();
    }

    @Test
    void is_right_to_six_units_in_the_last_place() {
        float[] arguments = new float[200_003];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = (i - 100_001) * 1.3e-4f;
        }

        float[] values = tanh(arguments);

        for (int i = 0; i < arguments.length; i++) {
            double expected = Math.tanh(arguments[i]);
            assertThat((double) values[i])
                    .as("tanh(%s)", arguments[i])
                    .isBetween(-1.0, 1.0)
                    .isCloseTo(expected, within(6 * (double) Math.ulp((float) expected)));
        }
    }

    @Test
    void takes_numbers_of_every_size_and_keeps_what_is_none() {
        float[] values = tanh(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e30f, -1e-30f, -0f);

        assertThat(values[0]).isNaN();
        assertThat(values[1]).isCloseTo(1, within(3e-7f));
        assertThat(values[2]).isCloseTo(-1, within(3e-7f));
        assertThat(values[3]).isCloseTo(1, within(3e-7f));
        assertThat(values[4]).isCloseTo(-1e-30f, within(1e-36f));
        assertThat(values[5]).isEqualTo(-0f);
    }

    private static float[] tanh(float... arguments) {
        float[] values = new float[arguments.length];
        new Tanh().apply(FloatBuffer.wrap(arguments), arguments.length, FloatBuffer.wrap(values));
        return values;
    }
}
