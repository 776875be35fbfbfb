package io.trainyard.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.trainyard.engine.network.Graph;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Layer.Size;
import io.trainyard.spec.Shape;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PaddedChannelsTest {

    @BeforeEach
    void needsWideVectors() {
        assumeThat(OneDnnExecutor.hasVectors()).as("AVX2").isTrue();
    }

    @Test
    void channels_of_convolutions_by_winograd_are_filled_up() {
        assertThat(of(conv(12, 3, 1, 1), conv(20, 3, 1, 1), conv(44, 3, 2, 1))).containsExactlyInAnyOrder(12, 20);
    }

    @Test
    void so_are_those_of_depthwise_kernels_and_of_images_with_large_strides() {
        assertThat(of(conv(44, 1, 1, 1), conv(44, 5, 2, 44))).containsExactly(44);
        assertThat(of(conv(60, 11, 4, 1))).containsExactly(60);
    }

    @Test
    void others_lie_as_they_are() {
        assertThat(of(conv(20, 7, 1, 1), conv(44, 1, 1, 1), conv(60, 4, 2, 1))).isEmpty();
        assertThat(of(conv(32, 3, 1, 1), conv(48, 3, 1, 1))).as("whole blocks").isEmpty();
        assertThat(of(conv(9, 3, 1, 1), conv(9, 3, 1, 1))).as("one by one").isEmpty();
        assertThat(of(conv(3, 3, 1, 1), conv(3, 3, 1, 1)))
                .as("as few as images")
                .isEmpty();
    }

    @Test
    void memory_holds_whole_blocks() {
        Pass pass = new Pass(2, true, true, Set.of(20));
        Shape map = Shape.of(20, 7, 5);

        int stored = pass.stored(map).channels();

        assertThat(stored).isEqualTo(OneDnn.blocks(20) * OneDnn.BLOCK).isGreaterThan(20);
        assertThat(pass.values(map)).isEqualTo(2L * stored * 7 * 5);
        assertThat(pass.tensor(map).get_size()).isEqualTo(pass.values(map) * Float.BYTES);
        assertThat(pass.differsFromNhwc(Shape.of(20, 1, 1))).isTrue();
        assertThat(pass.stored(Shape.of(32, 7, 5))).isEqualTo(Shape.of(32, 7, 5));
    }

    private static Set<Integer> of(Layer... layers) {
        return PaddedChannels.of(Graph.of(DatasetName.CIFAR10.shape(), List.of(layers)));
    }

    private static Layer conv(int channels, int kernel, int stride, int groups) {
        Size padding = Size.square(kernel / 2);
        return new Layer.Conv2d(
                channels, Size.square(kernel), Size.square(stride), padding, Size.square(1), groups, true);
    }
}
