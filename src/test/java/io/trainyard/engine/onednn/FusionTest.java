package io.trainyard.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.spec.Activation;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Layer.Size;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FusionTest {

    private static final Layer CONV = new Layer.Conv2d(32, Size.square(3), Size.square(1), Size.square(1), true);
    private static final Layer THREE = new Layer.Conv2d(3, Size.square(3), Size.square(1), Size.square(1), true);
    private static final Layer NORM = new Layer.BatchNorm2d(1e-5, 0.1);
    private static final Layer RELU = new Layer.Relu();
    private static final Layer POOL = pool(2, 2);

    @Test
    void a_pool_behind_all_that_a_convolution_does_is_done_by_it_in_evaluation() {
        for (List<Layer> layers : List.of(
                List.of(CONV, POOL),
                List.of(CONV, RELU, POOL),
                List.of(CONV, NORM, POOL),
                List.of(CONV, NORM, RELU, POOL))) {
            Graph graph = Graph.of(DatasetName.CIFAR10.shape(), layers);
            Node conv = graph.nodes().get(0);
            Node beforePool = graph.nodes().get(layers.size() - 2);

            assertThat(evaluation(graph).endsInPool(conv)).isTrue();
            assertThat(evaluation(graph).last(conv)).isEqualTo(beforePool);
            assertThat(evaluation(graph).first(beforePool)).isEqualTo(conv);
            assertThat(new Fusion(graph, new Pass(2, true, true, Set.of())).endsInPool(conv))
                    .isFalse();
        }
    }

    @Test
    void other_pools_and_pools_behind_other_layers_are_not() {
        requireNoPool(CONV, pool(3, 2));
        requireNoPool(CONV, pool(2, 1));
        requireNoPool(CONV, RELU, NORM, POOL);
        requireNoPool(CONV, RELU, RELU, POOL);
        requireNoPool(CONV, new Layer.Residual(List.of(POOL), List.of(POOL)));
    }

    @Test
    void windows_of_a_pool_that_lie_in_two_tiles_are_not() {
        requireNoPool(conv(4, 1), POOL);
        requireNoPool(conv(7, 1), POOL);
        requireNoPool(new Layer.Conv2d(32, Size.square(16), Size.square(4), Size.square(8), true), POOL);
        requireNoPool(conv(3, 2), POOL);
    }

    @Test
    void another_activation_is_done_by_a_convolution_of_the_library_in_evaluation() {
        Layer pointwise = new Layer.Conv2d(32, Size.square(1), Size.square(1), Size.square(0), true);
        Activation gelu = new Activation.Gelu(false);

        assertThat(function(false, pointwise, NORM, gelu)).isEqualTo(gelu);
        assertThat(function(true, pointwise, NORM, gelu)).isNull();
        assertThat(function(false, pointwise, new Activation.Tanh())).isNull();
        assertThat(function(false, pointwise, RELU, gelu)).isNull();
        assertThat(function(false, pointwise, new Layer.Residual(List.of(pointwise), List.of(gelu))))
                .isNull();
    }

    /** What the first convolution does, and whether the last node takes that for done if it is that activation. */
    private static @Nullable Activation function(boolean training, Layer... layers) {
        Graph graph = Graph.of(DatasetName.CIFAR10.shape(), List.of(layers));
        KernelKinds kinds = new KernelKinds(new Fusion(graph, new Pass(2, training, true, Set.of())), true);
        Activation function = kinds.function(graph.nodes().get(0));
        if (graph.last().is(Activation.class)) {
            assertThat(kinds.isDone(graph.last())).isEqualTo(function != null);
        }
        return function;
    }

    @Test
    void a_convolution_does_the_sum_of_a_residual_block_whose_other_branch_is_there_in_evaluation() {
        Graph graph = Graph.of(
                DatasetName.CIFAR10.shape(),
                List.of(CONV, new Layer.Residual(List.of(CONV, RELU, CONV, NORM), List.of()), RELU, CONV));
        Node last = graph.nodes().get(3);

        assertThat(evaluation(graph).sum(last))
                .isEqualTo(new Fusion.Sum(graph.nodes().get(5), 0));
        assertThat(evaluation(graph).sum(graph.nodes().get(1))).isNull();
        assertThat(new Fusion(graph, new Pass(2, true, true, Set.of())).sum(last))
                .isNull();
    }

    @Test
    void of_two_convolutions_the_later_one_does_it_and_none_adds_images() {
        Graph later = Graph.of(
                DatasetName.CIFAR10.shape(), List.of(CONV, new Layer.Residual(List.of(CONV), List.of(CONV)), RELU));
        Graph ofImages = Graph.of(DatasetName.CIFAR10.shape(), List.of(new Layer.Residual(List.of(THREE), List.of())));

        Node sum = later.nodes().get(3);
        assertThat(evaluation(later).sum(later.nodes().get(1))).isNull();
        assertThat(evaluation(later).sum(later.nodes().get(2))).isEqualTo(new Fusion.Sum(sum, 1));
        assertThat(evaluation(ofImages).sum(ofImages.nodes().get(0))).isNull();
    }

    private static void requireNoPool(Layer... layers) {
        Graph graph = Graph.of(DatasetName.CIFAR10.shape(), List.of(layers));
        assertThat(evaluation(graph).endsInPool(graph.nodes().get(0))).isFalse();
    }

    private static Fusion evaluation(Graph graph) {
        return new Fusion(graph, new Pass(2, false, true, Set.of()));
    }

    private static Layer conv(int kernel, int dilation) {
        return new Layer.Conv2d(
                32, Size.square(kernel), Size.square(1), Size.square(2), Size.square(dilation), 1, true);
    }

    private static Layer pool(int kernel, int stride) {
        return new Layer.MaxPool2d(Size.square(kernel), Size.square(stride), Size.square(0));
    }
}
