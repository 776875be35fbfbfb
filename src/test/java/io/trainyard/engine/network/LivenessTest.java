package io.trainyard.engine.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LivenessTest {

    @Test
    void a_unit_lives_that_gave_something_in_any_run() {
        Liveness seen = new Liveness(4);
        seen.add(new float[] {0, 1, 0, 0}, 0, 2);
        seen.add(new float[] {-0f, 0, 2, 0}, 2, 2);

        assertThat(seen).hasToString("{1, 2} of 4 units alive, finite");
        assertThat(seen.deadUnits()).isEqualTo(2);
    }

    @Test
    void what_others_saw_adds_up() {
        Liveness one = new Liveness(3);
        one.add(new float[] {1, 0, 0}, 0, 3);
        Liveness other = new Liveness(3);
        other.add(new float[] {0, Float.NaN, 0}, 0, 3);

        one.add(other);

        assertThat(one).hasToString("{0, 1} of 3 units alive, not finite");
        assertThat(one.units()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void one_value_that_is_not_finite_is_seen_wherever_it_is(float value) {
        for (int at = 0; at < 19; at++) {
            float[] values = new float[19];
            values[at] = value;
            Liveness seen = new Liveness(1);
            seen.add(values, 0, 1);
            assertThat(seen.isFinite()).as("place %d", at).isFalse();
        }
    }

    @Test
    void the_largest_values_are_finite() {
        Liveness seen = new Liveness(1);
        seen.add(new float[] {Float.MAX_VALUE, Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE}, 0, 1);
        assertThat(seen.isFinite()).isTrue();
        assertThat(seen.deadUnits()).isZero();
    }
}
