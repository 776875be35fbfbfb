package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.spec.GradientClipping;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class GradientClipperTest {

    /** The 100 is no gradient of a parameter and must neither count nor change. */
    private final INDArray flat = Nd4j.createFromArray(3f, 0f, 100f, -4f);

    private final List<INDArray> gradients =
            List.of(flat.get(NDArrayIndex.interval(0, 2)), flat.get(NDArrayIndex.interval(3, 4)));

    @Test
    void a_norm_above_the_limit_shrinks_all_gradients_by_one_factor() {
        clip(new GradientClipping.Norm(1));

        assertThat(flat.toDoubleVector()).containsExactly(new double[] {0.6, 0, 100, -0.8}, within(1e-6));
    }

    @Test
    void a_norm_below_the_limit_changes_nothing() {
        clip(new GradientClipping.Norm(5.1));

        assertThat(flat.toFloatVector()).containsExactly(3, 0, 100, -4);
    }

    @Test
    void gradients_of_zero_stay() {
        flat.assign(0);
        clip(new GradientClipping.Norm(1));

        assertThat(flat.toFloatVector()).containsExactly(0, 0, 0, 0);
    }

    @Test
    void each_value_is_clamped() {
        clip(new GradientClipping.Value(3.5));

        assertThat(flat.toFloatVector()).containsExactly(3, 0, 100, -3.5f);
    }

    @Test
    void what_is_no_number_is_not_hidden() {
        for (GradientClipping clipping : List.of(new GradientClipping.Norm(1), new GradientClipping.Value(1))) {
            flat.putScalar(0, Float.NaN);
            clip(clipping);
            assertThat(flat.getFloat(0)).isNaN();
        }
        flat.putScalar(0, Float.POSITIVE_INFINITY);
        clip(new GradientClipping.Norm(1));
        assertThat(flat.getFloat(0)).isNaN();
    }

    @Test
    void without_clipping_gradients_stay() {
        clip(null);

        assertThat(flat.toFloatVector()).containsExactly(3, 0, 100, -4);
    }

    @Test
    void the_norm_of_a_million_values_is_exact_to_a_millionth() {
        double[] values = new Random(1).doubles(1_000_000, 0.5, 1.5).toArray();
        double exact = Math.sqrt(DoubleStream.of(values).map(x -> x * x).sum());
        INDArray vector = Nd4j.createFromArray(values).castTo(flat.dataType());

        assertThat(new GradientClipper(null, List.of(vector)).norm()).isCloseTo(exact, within(1e-6 * exact));
    }

    private void clip(@Nullable GradientClipping clipping) {
        new GradientClipper(clipping, gradients).clip();
    }
}
