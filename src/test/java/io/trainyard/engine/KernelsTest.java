package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Which kernels run. */
class KernelsTest {

    @Test
    void the_best_kernels_here_are_onednns() {
        assertThat(Kernels.best()).isEqualTo(Kernels.ONEDNN);
        try (Dl4jEngine engine = new Dl4jEngine(Specs.spec(Specs.PLAIN_SGD, Specs.everyKind()))) {
            assertThat(engine.description()).startsWith("CPU, oneDNN kernels for convolution and batch norm");
        }
    }

    @Test
    void convolution_and_batch_norm_layers_get_helpers_that_dl4j_leaves_out() {
        MultiLayerNetwork network = network();
        assertThat(network.getLayer(0).getHelper()).isNull();
        assertThat(network.getLayer(1).getHelper()).isNull();

        Kernels.ONEDNN.install(network);
        assertThat(network.getLayer(0)).isInstanceOf(ConvolutionLayer.class);
        assertThat(network.getLayer(0).getHelper()).isInstanceOf(OneDnnConvolutionHelper.class);
        assertThat(network.getLayer(1)).isInstanceOf(BatchNormalization.class);
        assertThat(network.getLayer(1).getHelper()).isInstanceOf(OneDnnBatchNormHelper.class);

        MultiLayerNetwork other = network();
        Kernels.ND4J.install(other);
        assertThat(other.getLayer(0).getHelper()).isInstanceOf(MKLDNNConvHelper.class);
    }

    @Test
    void onednn_convolves_with_code_made_for_this_processor() {
        INDArray x = Nd4j.rand(2, 8, 8, 16);
        INDArray weights = Nd4j.rand(32, 16, 3, 3);
        INDArray y = Nd4j.create(2, 8, 8, 32);
        int[] ones = {1, 1};
        var geometry = OneDnnConvolution.Geometry.of(new int[] {3, 3}, ones, ones, ones, false);
        assertThat(new OneDnnConvolution(x, weights, null, y, geometry).kernel())
                .containsPattern("(jit|brg).*(avx|sse)");
    }

    private static MultiLayerNetwork network() {
        var spec = Specs.spec(Specs.PLAIN_SGD, Specs.everyKind());
        var network = new MultiLayerNetwork(
                NetworkBuilder.build(spec.dataset().name().shape(), spec.model().layers(), NetworkBuilder.Head.LOGITS));
        network.init();
        network.initGradientsView();
        return network;
    }
}
