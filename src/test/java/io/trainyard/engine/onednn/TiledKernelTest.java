package io.trainyard.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Layer.Size;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TiledKernelTest {

    @BeforeEach
    void needsWideVectors() {
        assumeThat(OneDnnExecutor.hasVectors()).as("AVX2").isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "32, 3, 3, 1, 1, true",
        "32, 1, 3, 0, 1, true",
        "32, 3, 1, 1, 0, true",
        "32, 1, 7, 0, 3, true",
        "32, 7, 1, 3, 0, true",
        "32, 4, 7, 1, 3, true",
        "32, 3, 5, 1, 2, true",
        "32, 5, 3, 2, 1, true",
        "32, 1, 1, 0, 0, false", // has nothing to save
        "32, 1, 6, 0, 2, false", // has no algorithm
        "32, 7, 4, 3, 1, false", // would have rows transformed to a greater distance than columns are taken from
        "32, 7, 7, 3, 3, false" // would lose a digit more
    })
    void takes_kernels_that_both_axes_have_algorithms_for(
            int inputs, int rows, int columns, int top, int left, boolean suits) {
        assertThat(suits(inputs, new Size(rows, columns), Size.square(1), new Size(top, left), 1))
                .isEqualTo(suits);
    }

    @ParameterizedTest
    @CsvSource({
        "64, 3, 2, 1, 1, true",
        "32, 3, 2, 1, 1, false", // has too few channels
        "64, 3, 2, 1, 2, false", // is in groups
        "64, 3, 2, 0, 1, false", // begins at another pixel
        "64, 3, 3, 1, 1, false",
        "64, 5, 2, 2, 1, false"
    })
    void takes_a_stride_of_two_between_many_channels(
            int inputs, int kernel, int stride, int padding, int groups, boolean suits) {
        assertThat(suits(inputs, Size.square(kernel), Size.square(stride), Size.square(padding), groups))
                .isEqualTo(suits);
    }

    private static boolean suits(int inputs, Size kernel, Size stride, Size padding, int groups) {
        Layer.Conv2d first = new Layer.Conv2d(inputs, Size.square(3), Size.square(1), Size.square(1), true);
        Layer.Conv2d second = new Layer.Conv2d(64, kernel, stride, padding, Size.square(1), groups, true);
        Node node = Graph.of(DatasetName.CIFAR10.shape(), List.of(first, second))
                .nodes()
                .get(1);
        return TiledKernel.suits(new Pass(2, true, true, Set.of()), node.input(), node.output(), second);
    }
}
