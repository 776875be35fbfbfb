package io.trainyard.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.engine.network.Parameter;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Layer.Size;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NormsInPassingTest {

    private static final Layer NORM = new Layer.BatchNorm2d(1e-5, 0.1);
    private static final Layer RELU = new Layer.Relu();
    private static final Layer WIDE = conv(1, 1);
    private static final Layer DEPTHWISE = conv(3, 32);

    @BeforeEach
    void needsWideVectors() {
        assumeThat(OneDnnExecutor.hasVectors()).as("AVX2").isTrue();
    }

    @Test
    void a_depthwise_convolution_does_the_batch_norm_before_it_in_training() {
        assertThat(isDeferred(true, WIDE, NORM, DEPTHWISE)).isTrue();
        assertThat(isDeferred(true, WIDE, NORM, RELU, DEPTHWISE)).isTrue();
        assertThat(isDeferred(false, WIDE, NORM, RELU, DEPTHWISE)).isFalse();
    }

    @Test
    void one_whose_output_the_library_reads_is_done_by_itself() {
        assertThat(isDeferred(true, WIDE, NORM, RELU, WIDE)).isFalse();
        assertThat(isDeferred(true, WIDE, NORM, new Layer.Residual(List.of(DEPTHWISE), List.of(WIDE))))
                .isFalse();
        assertThat(isDeferred(true, WIDE, NORM, conv(5, 32))).isFalse();
    }

    @Test
    void the_end_of_a_residual_block_takes_sums_for_the_batch_norms_of_its_branches() {
        List<Layer> branch = List.of(WIDE, NORM);

        assertThat(sumsTaken(WIDE, new Layer.Residual(branch, branch), RELU)).containsExactly(true, true);
        assertThat(sumsTaken(WIDE, new Layer.Residual(branch, List.of()), RELU)).containsExactly(true, false);
    }

    private static List<Boolean> sumsTaken(Layer... layers) {
        Graph graph = Graph.of(DatasetName.CIFAR10.shape(), List.of(layers));
        Fusion fusion = new Fusion(graph, new Pass(2, true, true, Set.of()));
        Share share = Share.of(0, 2, new Meeting(1));
        Floats memory = Floats.allocate(1 << 14);
        KernelChooser chooser = new KernelChooser(
                graph,
                share,
                fusion.pass(),
                Parameter.of(graph),
                memory,
                memory,
                TiledMemory.of(1),
                () -> 0,
                InPassing.nothing());
        graph.nodes().forEach(chooser::of);
        NormsInPassing norms = new NormsInPassing(fusion, new KernelKinds(fusion, true), chooser.inPassing());
        Node sum = graph.nodes().get(graph.nodes().size() - 2);
        return Stream.of(0, 1).map(input -> norms.takeSums(sum, input) != null).toList();
    }

    private static boolean isDeferred(boolean training, Layer... layers) {
        Graph graph = Graph.of(DatasetName.CIFAR10.shape(), List.of(layers));
        Fusion fusion = new Fusion(graph, new Pass(2, training, true, Set.of()));
        NormsInPassing norms = new NormsInPassing(fusion, new KernelKinds(fusion, true), InPassing.nothing());
        return norms.isDeferred(graph.nodes().get(1));
    }

    private static Layer conv(int kernel, int groups) {
        Size side = Size.square(kernel);
        return new Layer.Conv2d(32, side, Size.square(1), Size.square(kernel / 2), Size.square(1), groups, false);
    }
}
