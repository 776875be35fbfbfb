package io.trainyard.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.engine.network.Graph;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Layer.Size;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which networks' batches are cut in evaluation. */
class ChunksTest {

    private static final Graph DEEP = graph(16, 20);

    private static Graph graph(int channels, int depth) {
        Layer conv = new Layer.Conv2d(channels, Size.square(3), Size.square(1), Size.square(1), false);
        return Graph.of(DatasetName.CIFAR10.shape(), Collections.nCopies(depth, conv));
    }

    @Test
    void activations_of_a_chunk_fill_a_part_of_the_cache_for_each_member() {
        assertThat(Chunks.of(DEEP, 50_000, 1)).isEqualTo(new Chunks(32));
        assertThat(Chunks.of(DEEP, 50_000, 2)).isEqualTo(new Chunks(64));
        assertThat(Chunks.of(graph(128, 20), 3_000_000, 2)).isEqualTo(new Chunks(32));
    }

    @Test
    void many_weights_are_not_gone_through_more_often() {
        assertThat(Chunks.of(DEEP, 5_000_000, 2).count(1_000_000)).isEqualTo(1);
        assertThat(Chunks.of(new Graph(DatasetName.CIFAR10.shape(), List.of()), 1, 2)
                        .count(1_000_000))
                .isEqualTo(1);
    }

    @Test
    void chunks_are_as_few_as_hold_all_images() {
        Chunks chunks = new Chunks(64);

        assertThat(List.of(chunks.count(1), chunks.count(64), chunks.count(65), chunks.count(128), chunks.count(129)))
                .containsExactly(1, 1, 2, 2, 3);
    }
}
