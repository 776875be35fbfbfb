package io.trainyard.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.spec.ImageShape;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Layer.Size;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which of the library's algorithms a convolution gets. */
class ConvolutionTest {

    @BeforeEach
    void needsVectorsOf16() {
        assumeThat(OneDnn.BLOCK).as("AVX-512, which Winograd's code needs").isEqualTo(16);
    }

    @Test
    void three_by_three_on_many_channels_goes_by_winograd_in_all_three_directions() {
        Convolution convolution =
                of(64, 16, new Layer.Conv2d(48, Size.square(3), Size.square(1), Size.square(1), true));
        assertThat(convolution.forward(OneDnn.attributes()).impl_info_str().getString())
                .contains("wino");
        assertThat(convolution.backwardData().impl_info_str().getString()).contains("wino");
        assertThat(convolution.backwardWeights().impl_info_str().getString()).contains("wino");
    }

    @Test
    void few_channels_small_maps_strides_and_other_kernels_go_directly() {
        requireDirect(of(16, 16, new Layer.Conv2d(16, Size.square(3), Size.square(1), Size.square(1), true)));
        requireDirect(of(64, 2, new Layer.Conv2d(64, Size.square(3), Size.square(1), Size.square(1), true)));
        requireDirect(of(64, 16, new Layer.Conv2d(64, Size.square(3), Size.square(2), Size.square(1), true)));
        requireDirect(of(64, 16, new Layer.Conv2d(64, Size.square(5), Size.square(1), Size.square(2), true)));
    }

    @Test
    void groups_of_few_channels_are_not_products_of_matrices_for_each_image() {
        Layer.Conv2d two =
                new Layer.Conv2d(128, Size.square(3), Size.square(2), Size.square(1), Size.square(1), 32, false);
        Convolution convolution = of(64, 16, two);
        assertThat(convolution.forward(OneDnn.attributes()).impl_info_str().getString())
                .startsWith("jit:");
        assertThat(convolution.backwardData().impl_info_str().getString()).startsWith("jit:");
        assertThat(convolution.backwardWeights().impl_info_str().getString()).startsWith("jit:");
    }

    private static void requireDirect(Convolution convolution) {
        String implementation =
                convolution.forward(OneDnn.attributes()).impl_info_str().getString();
        assertThat(implementation).doesNotContain("wino").doesNotContain("ref");
    }

    private static Convolution of(int channels, int side, Layer.Conv2d conv) {
        Node node = Graph.of(new ImageShape(channels, side, side), List.of(conv))
                .nodes()
                .get(0);
        return new Convolution(node, new Pass(8, true, false, Set.of()), conv, conv.bias());
    }
}
