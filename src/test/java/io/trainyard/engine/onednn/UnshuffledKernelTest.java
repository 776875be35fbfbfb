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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnshuffledKernelTest {

    private static final Pass PASS = new Pass(2, true, true, Set.of());

    @BeforeEach
    void needsWideVectors() {
        assumeThat(OneDnnExecutor.hasVectors()).as("AVX2").isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "11, 4, 5, 64, true",
        "12, 4, 2, 48, true",
        "9, 3, 0, 32, true",
        "5, 2, 2, 64, false", // saves too little
        "7, 2, 3, 64, false", // would be a kernel of 4x4
        "11, 1, 5, 64, false", // has no stride
        "11, 4, 5, 60, false" // has no whole blocks of outputs
    })
    void takes_large_kernels_with_large_strides(int kernel, int stride, int padding, int outputs, boolean suits) {
        assertThat(suits(nodes(conv(outputs, kernel, stride, padding)).get(0))).isEqualTo(suits);
    }

    @Test
    void takes_images_only() {
        assertThat(suits(nodes(conv(3, 3, 1, 1), conv(64, 11, 4, 5)).get(1))).isFalse();
    }

    private static Layer conv(int channels, int kernel, int stride, int padding) {
        return new Layer.Conv2d(channels, Size.square(kernel), Size.square(stride), Size.square(padding), true);
    }

    private static List<Node> nodes(Layer... layers) {
        return Graph.of(DatasetName.CIFAR10.shape(), List.of(layers)).nodes();
    }

    private static boolean suits(Node node) {
        return UnshuffledKernel.suits(PASS, node, (Layer.Conv2d) ((Node.Apply) node.operation()).layer());
    }
}
