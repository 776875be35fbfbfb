package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Node;
import io.trainyard.spec.DatasetName;
import java.util.List;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNBatchNormHelper;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.junit.jupiter.api.Test;

/** Layers, one by one. */
class LayerFactoryTest {

    private final Graph graph = Graph.of(DatasetName.CIFAR10.shape(), List.of(Specs.everyKind()));
    private final Parameters parameters = Parameters.of(graph);

    @Test
    void convolution_and_batch_norm_layers_get_helpers_that_dl4j_leaves_out() {
        assertThat(layer(0)).isInstanceOf(ConvolutionLayer.class);
        assertThat(layer(0).getHelper()).isInstanceOf(MKLDNNConvHelper.class);
        assertThat(layer(1)).isInstanceOf(BatchNormalization.class);
        assertThat(layer(1).getHelper()).isInstanceOf(MKLDNNBatchNormHelper.class);
    }

    @Test
    void layers_compute_on_the_networks_own_vector() {
        var weights = layer(0).getParam("W");
        assertThat(weights.sumNumber().doubleValue()).isZero();
        parameters.values().assign(1);
        assertThat(weights.sumNumber().doubleValue()).isEqualTo(4 * 3 * 5 * 5);
    }

    private org.deeplearning4j.nn.api.Layer layer(int index) {
        Node node = graph.nodes().get(index);
        Step step = new LayerFactory(parameters).step(node, ((Node.Apply) node.operation()).layer());
        return ((Step.OfLayer) step).layer();
    }
}
