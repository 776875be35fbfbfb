package io.trainyard.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.trainyard.engine.network.Graph;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ImageShape;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Layer.Size;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which networks' batches are cut in evaluation. */
class ChunksTest {

    private static final ImageShape CIFAR10 = DatasetName.CIFAR10.shape();

    private static Chunks chunks(long weights, int members, List<Layer> layers) {
        Graph graph = Graph.of(CIFAR10, layers);
        Pass pass = new Pass(1, false, true, Set.of());
        return Chunks.of(new KernelKinds(new Fusion(graph, pass), true), weights, members);
    }

    private static List<Layer> deep(int channels, int kernel) {
        int padding = kernel / 2;
        return Collections.nCopies(
                20, new Layer.Conv2d(channels, Size.square(kernel), Size.square(1), Size.square(padding), false));
    }

    @BeforeEach
    void needsVectors() {
        assumeThat(OneDnnExecutor.hasVectors()).as("AVX2").isTrue();
    }

    @Test
    void activations_of_a_chunk_fill_a_part_of_the_cache_for_each_member() {
        assertThat(chunks(50_000, 1, deep(16, 3))).isEqualTo(new Chunks(32));
        assertThat(chunks(50_000, 2, deep(16, 3))).isEqualTo(new Chunks(64));
        assertThat(chunks(3_000_000, 2, deep(128, 3))).isEqualTo(new Chunks(32));
    }

    @Test
    void chunks_may_be_smaller_where_no_weights_are_transformed() {
        assertThat(chunks(3_000_000, 2, deep(128, 1))).isEqualTo(new Chunks(16));
        assertThat(chunks(15_000_000, 2, deep(128, 1))).isEqualTo(new Chunks(16));
        assertThat(chunks(25_000_000, 2, deep(128, 1))).isEqualTo(new Chunks(Chunks.NONE));
    }

    @Test
    void many_weights_are_not_gone_through_more_often() {
        assertThat(chunks(5_000_000, 2, deep(16, 3)).count(1_000_000)).isEqualTo(1);
        assertThat(chunks(1, 2, List.of()).count(1_000_000)).isEqualTo(1);
    }

    @Test
    void chunks_are_as_few_as_hold_all_images() {
        Chunks chunks = new Chunks(64);

        assertThat(List.of(chunks.count(1), chunks.count(64), chunks.count(65), chunks.count(128), chunks.count(129)))
                .containsExactly(1, 1, 2, 2, 3);
    }
}
