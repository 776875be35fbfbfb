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

class PiecedKernelTest {

    @BeforeEach
    void needsWideVectors() {
        assumeThat(OneDnnExecutor.hasVectors()).as("AVX2").isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "32, 7, 1, 3, 64, true",
        "32, 6, 1, 2, 64, true",
        "48, 8, 1, 3, 32, true",
        "32, 9, 1, 4, 32, true",
        "32, 5, 1, 2, 64, false", // is one piece
        "32, 11, 1, 5, 64, false", // would be pieces of 6x6
        "32, 7, 2, 3, 64, false", // has a stride
        "20, 7, 1, 3, 64, false", // has no whole blocks of inputs
        "32, 7, 1, 3, 20, false" // has none of outputs
    })
    void takes_large_kernels_without_strides(
            int inputs, int kernel, int stride, int padding, int outputs, boolean suits) {
        assertThat(suits(2, inputs, kernel, stride, padding, outputs)).isEqualTo(suits);
    }

    @ParameterizedTest
    @CsvSource({"64, true", "128, false"})
    void leaves_batches_whose_moved_images_would_take_too_much_memory(int images, boolean suits) {
        assertThat(suits(images, 64, 7, 1, 3, 64)).isEqualTo(suits);
    }

    private static boolean suits(int images, int inputs, int kernel, int stride, int padding, int outputs) {
        Layer.Conv2d first = new Layer.Conv2d(inputs, Size.square(3), Size.square(1), Size.square(1), true);
        Layer.Conv2d second =
                new Layer.Conv2d(outputs, Size.square(kernel), Size.square(stride), Size.square(padding), true);
        Node node = Graph.of(DatasetName.CIFAR10.shape(), List.of(first, second))
                .nodes()
                .get(1);
        return PiecedKernel.suits(new Pass(images, true, true, Set.of()), node, second);
    }
}
