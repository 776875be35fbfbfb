package io.trainyard.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.trainyard.spec.Layer.Size;
import io.trainyard.spec.NetworkSummary.LayerSummary;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShapeInferenceTest {

    private static final ImageShape RGB = new ImageShape(3, 32, 32);

    @Test
    void follows_the_formulas_of_torch_nn_layer_by_layer() {
        NetworkSummary summary = infer(
                new Layer.Conv2d(8, new Size(3, 5), new Size(2, 1), new Size(1, 0), true),
                new Layer.BatchNorm2d(1e-5, 0.1),
                new Layer.Relu(),
                new Layer.MaxPool2d(Size.square(3), Size.square(2), Size.square(1)),
                new Layer.AvgPool2d(Size.square(2), Size.square(2), Size.square(0)),
                new Layer.Dropout(0.5),
                new Layer.Flatten(),
                new Layer.Linear(10, false));

        assertThat(summary.layers())
                .containsExactly(
                        new LayerSummary(
                                0, "0", "conv2d", List.of(8, 16, 28), 8 * 3 * 3 * 5 + 8, 2 * 8 * 16 * 28 * 3 * 15),
                        new LayerSummary(1, "1", "batch_norm2d", List.of(8, 16, 28), 16, 2 * 8 * 16 * 28),
                        new LayerSummary(2, "2", "relu", List.of(8, 16, 28), 0, 8 * 16 * 28),
                        new LayerSummary(3, "3", "max_pool2d", List.of(8, 8, 14), 0, 8 * 8 * 14 * 9),
                        new LayerSummary(4, "4", "avg_pool2d", List.of(8, 4, 7), 0, 8 * 4 * 7 * 4),
                        new LayerSummary(5, "5", "dropout", List.of(8, 4, 7), 0, 0),
                        new LayerSummary(6, "6", "flatten", List.of(224), 0, 0),
                        new LayerSummary(7, "7", "linear", List.of(10), 2240, 2 * 2240));
        assertThat(summary.totalParameters()).isEqualTo(368 + 16 + 2240);
        assertThat(summary.totalFlops()).isEqualTo(322_560 + 7168 + 3584 + 8064 + 896 + 4480);
    }

    @Test
    void batch_norm_has_no_parameters_where_it_is_not_affine() {
        NetworkSummary summary = infer(
                new Layer.BatchNorm2d(1e-5, 0.1, false),
                new Layer.Flatten(),
                new Layer.BatchNorm1d(1e-5, 0.1, false),
                new Layer.BatchNorm1d(1e-5, 0.1, true));

        assertThat(summary.layers()).extracting(LayerSummary::parameters).containsExactly(0L, 0L, 0L, 2L * 3072);
    }

    /** The basic block of ResNet: 16 to 32 channels, 32x32 to 16x16. */
    @Test
    void a_residual_block_is_listed_before_the_layers_in_it() {
        NetworkSummary summary = infer(
                conv(16, 1, 1),
                new Layer.Residual(List.of(conv(32, 2, 1), new Layer.Relu(), conv(32, 1, 1)), List.of(conv(32, 2, 0))),
                new Layer.Flatten());

        assertThat(summary.layers())
                .extracting(LayerSummary::index, LayerSummary::path, LayerSummary::type, LayerSummary::parameters)
                .containsExactly(
                        tuple(0, "0", "conv2d", 3 * 16 * 9L),
                        tuple(1, "1", "residual", 0L),
                        tuple(1, "1.layers.0", "conv2d", 16 * 32 * 9L),
                        tuple(1, "1.layers.1", "relu", 0L),
                        tuple(1, "1.layers.2", "conv2d", 32 * 32 * 9L),
                        tuple(1, "1.shortcut.0", "conv2d", 16 * 32L),
                        tuple(2, "2", "flatten", 0L));
        LayerSummary block = summary.layers().get(1);
        assertThat(block.outputShape()).containsExactly(32, 16, 16);
        assertThat(block.flops()).isEqualTo(32 * 16 * 16);
        assertThat(summary.totalParameters()).isEqualTo(3 * 16 * 9 + 16 * 32 * 9 + 32 * 32 * 9 + 16 * 32);
        assertThat(summary.totalFlops())
                .isEqualTo(
                        summary.layers().stream().mapToLong(LayerSummary::flops).sum());
    }

    @Test
    void blocks_may_lie_in_blocks_and_in_shortcuts() {
        Layer inner = new Layer.Residual(List.of(conv(3, 1, 1)), List.of());

        NetworkSummary summary = infer(new Layer.Residual(List.of(inner), List.of(inner)));

        assertThat(summary.layers())
                .extracting(LayerSummary::path)
                .containsExactly("0", "0.layers.0", "0.layers.0.layers.0", "0.shortcut.0", "0.shortcut.0.layers.0");
        assertThat(summary.layers())
                .allSatisfy(layer -> assertThat(layer.outputShape()).containsExactly(3, 32, 32));
    }

    @Test
    void groups_divide_parameters_and_flops() {
        LayerSummary whole = infer(grouped(6, 1)).layers().get(0);
        LayerSummary depthwise = infer(grouped(6, 3)).layers().get(0);

        assertThat(whole.parameters()).isEqualTo(6 * 3 * 9 + 6);
        assertThat(depthwise.parameters()).isEqualTo(6 * 9 + 6);
        assertThat(depthwise.flops()).isEqualTo(whole.flops() / 3).isEqualTo(2 * 6 * 30 * 30 * 9);
        assertThat(depthwise.outputShape()).isEqualTo(whole.outputShape()).containsExactly(6, 30, 30);
    }

    @Test
    void a_kernel_as_large_as_the_padded_input_gives_one_pixel() {
        assertThat(infer(new Layer.Conv2d(1, Size.square(34), Size.square(7), Size.square(1), true))
                        .layers()
                        .get(0)
                        .outputShape())
                .containsExactly(1, 1, 1);
    }

    @Test
    void every_misfit_is_reported_with_its_layer() {
        assertThatThrownBy(() -> infer(
                        new Layer.Linear(8, true),
                        new Layer.BatchNorm2d(1e-5, 0.1),
                        new Layer.Linear(8, true),
                        new Layer.Flatten()))
                .asInstanceOf(type(InvalidSpecException.class))
                .extracting(e -> e.violations().stream().map(Violation::pointer).toList())
                .isEqualTo(List.of("/model/layers/0", "/model/layers/1", "/model/layers/3"));
    }

    @Test
    void a_thousand_growing_layers_end_in_a_violation_and_not_in_an_overflow() {
        Layer grow = new Layer.Conv2d(65_536, Size.square(1), Size.square(1), Size.square(256), false);

        assertThatThrownBy(() -> infer(Collections.nCopies(1000, grow).toArray(Layer[]::new)))
                .asInstanceOf(type(InvalidSpecException.class))
                .extracting(e -> e.violations().get(0))
                .isEqualTo(
                        new Violation(
                                "/model/layers/0",
                                "model_too_large",
                                "conv2d gives [65536, 544, 544], 19394461696 values per image; at most 16777216 are possible."));
    }

    /** 4 bytes x (10302 parameters x (2 + buffers) + 16 images x (3072 + 2 x (4x16x16 + 1024 + 10)) values). */
    @Test
    void memory_counts_parameters_gradients_buffers_and_activations() {
        NetworkSummary summary = infer(
                new Layer.Conv2d(4, Size.square(2), Size.square(2), Size.square(0), true),
                new Layer.Flatten(),
                new Layer.Linear(10, true));
        long activations = 16 * (3072 + 2 * (1024 + 1024 + 10));

        assertThat(summary.totalParameters()).isEqualTo(52 + 10_250);
        assertThat(summary.estimatedMemoryBytes(16, 0)).isEqualTo(4 * (10_302 * 2 + activations));
        assertThat(summary.estimatedMemoryBytes(16, 2)).isEqualTo(4 * (10_302 * 4 + activations));
    }

    @Test
    void an_average_of_the_weights_and_accumulated_gradients_are_a_buffer_each() {
        assertThat(buffers("'optimizer': {'type': 'sgd'}")).isZero();
        assertThat(buffers("'optimizer': {'type': 'sgd', 'momentum': 0.9}, 'ema': {}"))
                .isEqualTo(2);
        assertThat(buffers("'ema': {}, 'training': {'accumulate_batches': 2}")).isEqualTo(4);
    }

    private static int buffers(String fields) {
        return SpecReader.read(Json.specWith(fields)).buffersPerParameter();
    }

    @Test
    void every_optimizer_counts_the_buffers_that_its_settings_need() {
        assertThat(new Optimizer.Sgd(0.1, 0, 0, false, 0, true).buffersPerParameter())
                .isZero();
        assertThat(new Optimizer.Sgd(0.1, 0.9, 0, false, 0, true).buffersPerParameter())
                .isEqualTo(1);
        assertThat(new Optimizer.AdamW(0.1, 0.9, 0.999, 1e-8, 0, true).buffersPerParameter())
                .isEqualTo(2);
        assertThat(new Optimizer.RmsProp(0.1, 0.99, 1e-8, 0, false, 0, true).buffersPerParameter())
                .isEqualTo(1);
        assertThat(new Optimizer.RmsProp(0.1, 0.99, 1e-8, 0.9, false, 0, true).buffersPerParameter())
                .isEqualTo(2);
        assertThat(new Optimizer.RmsProp(0.1, 0.99, 1e-8, 0.9, true, 0, true).buffersPerParameter())
                .isEqualTo(3);
        assertThat(new Optimizer.Adagrad(0.1, 0, 0, 1e-10, 0, true).buffersPerParameter())
                .isEqualTo(1);
    }

    private static Layer grouped(int channels, int groups) {
        return new Layer.Conv2d(channels, Size.square(3), Size.square(1), Size.square(0), Size.square(1), groups, true);
    }

    /** Without bias; 3x3 with a padding of 1, 1x1 with none. */
    private static Layer conv(int channels, int stride, int padding) {
        return new Layer.Conv2d(
                channels, Size.square(2 * padding + 1), Size.square(stride), Size.square(padding), false);
    }

    private static NetworkSummary infer(Layer... layers) {
        return ShapeInference.infer(RGB, new ModelSpec(List.of(layers)));
    }
}
