package io.trainyard.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PresetTest {

    /**
     * The VGG numbers are torchvision's {@code features} (9220480, 9404992, 14714688, 20024384 without batch norm) and
     * 512x10+10 for the head; 62006 is the network of PyTorch's CIFAR-10 tutorial, 61706 LeNet-5 on digits. ResNets of
     * the CIFAR kind have 269722 and so on with identity shortcuts (He et al. 2015, table 6: 0.27, 0.46, 0.66, 0.85
     * million), and 2752 more with convolutions; 11173962 is the usual ResNet-18 for CIFAR-10; for the wide one, the
     * paper's table 1 says 2.7 million.
     */
    @ParameterizedTest
    @CsvSource(textBlock = """
            linear,   cifar10,      30730
            linear,   mnist,         7850
            mlp,      cifar10,    1707274
            mlp,      mnist,       535818
            lenet5,   cifar10,      62006
            lenet5,   mnist,        61706
            vgg11,    cifar10,    9225610
            vgg11_bn, cifar10,    9231114
            vgg13,    cifar10,    9410122
            vgg13_bn, cifar10,    9416010
            vgg16,    cifar10,   14719818
            vgg16_bn, cifar10,   14728266
            vgg19,    cifar10,   20029514
            vgg19_bn, cifar10,   20040522
            alexnet_cifar,   cifar10,  2472266
            resnet18,        cifar10, 11173962
            resnet20,        cifar10,   272474
            resnet32,        cifar10,   466906
            resnet44,        cifar10,   661338
            resnet56,        cifar10,   855770
            wide_resnet16_4, cifar10,  2748890
            wide_resnet16_4, shapes,   2748890
            alexnet_cifar,   mnist,    2456778
            resnet18,        mnist,   11172810
            resnet20,        mnist,     272186
            wide_resnet16_4, mnist,    2748602
            vgg11,    mnist,      9224458
            vgg19_bn, mnist,     20039370
            """)
    void has_its_known_number_of_parameters(String preset, String dataset, long parameters) {
        assertThat(summary(preset, DatasetName.byId(dataset).orElseThrow()).totalParameters())
                .isEqualTo(parameters);
    }

    /**
     * With k = 4 and n = 2 blocks a stage of width w = 16k, 32k, 64k: the block that changes the shape from v has
     * 9vw + 9ww + vw weights, each other one 18ww; batch norm has two a channel.
     */
    @Test
    void the_wide_resnet_has_the_parameters_of_its_formula() {
        long expected = 3 * 16 * 9 + 256 * 10 + 10 + 2 * 256;
        for (int[] stage : new int[][] {{16, 64}, {64, 128}, {128, 256}}) {
            long v = stage[0];
            long w = stage[1];
            expected += 10 * v * w + 9 * w * w + 2 * (v + w) + 18 * w * w + 2 * (w + w);
        }

        assertThat(summary("wide_resnet16_4", DatasetName.CIFAR10).totalParameters())
                .isEqualTo(expected);
    }

    /** 40.6 million multiply-adds of ResNet-20's convolutions, 1x1 shortcuts apart. */
    @Test
    void the_stages_of_a_resnet_halve_the_map_and_double_the_channels() {
        NetworkSummary summary = summary("resnet20", DatasetName.CIFAR10);

        assertThat(summary.layers())
                .filteredOn(layer -> layer.type().equals("residual"))
                .extracting(NetworkSummary.LayerSummary::outputShape)
                .containsExactly(
                        List.of(16, 32, 32),
                        List.of(16, 32, 32),
                        List.of(16, 32, 32),
                        List.of(32, 16, 16),
                        List.of(32, 16, 16),
                        List.of(32, 16, 16),
                        List.of(64, 8, 8),
                        List.of(64, 8, 8),
                        List.of(64, 8, 8));
        assertThat(summary.layers())
                .filteredOn(layer -> layer.path().contains(".shortcut."))
                .extracting(NetworkSummary.LayerSummary::path)
                .containsExactly("9.shortcut.0", "9.shortcut.1", "15.shortcut.0", "15.shortcut.1");
        assertThat(summary.layers().stream()
                        .filter(layer -> layer.type().equals("conv2d"))
                        .filter(layer -> !layer.path().contains(".shortcut."))
                        .mapToLong(layer -> layer.flops() / 2)
                        .sum())
                .isEqualTo(40_550_400);
    }

    /** 152.77, 313.20 and 398.14 million multiply-adds, plus the rest at a few values each. */
    @Test
    void vgg_has_its_known_number_of_multiply_adds() {
        long relus = summary("vgg16", DatasetName.CIFAR10).layers().stream()
                .filter(layer -> layer.type().equals("relu"))
                .mapToLong(NetworkSummary.LayerSummary::flops)
                .sum();

        assertThat(multiplyAdds("vgg11")).isEqualTo(152_769_536);
        assertThat(multiplyAdds("vgg16")).isEqualTo(313_201_664);
        assertThat(multiplyAdds("vgg19")).isEqualTo(398_136_320);
        assertThat(relus).isEqualTo(2 * 65536 + 2 * 32768 + 3 * 16384 + 3 * 8192 + 3 * 2048);
    }

    @ParameterizedTest
    @EnumSource
    void suits_every_data_set(Preset preset) {
        for (DatasetName dataset : DatasetName.values()) {
            NetworkSummary summary = summary(preset.id(), dataset);
            assertThat(summary.layers().get(summary.layers().size() - 1).outputShape())
                    .containsExactly(dataset.classes());
        }
    }

    @ParameterizedTest
    @CsvSource({"cifar10, 5", "mnist, 4"})
    void vgg_pools_down_to_one_pixel(String dataset, long pools) {
        NetworkSummary summary = summary("vgg16_bn", DatasetName.byId(dataset).orElseThrow());

        assertThat(summary.layers())
                .filteredOn(l -> l.type().equals("max_pool2d"))
                .hasSize((int) pools);
        assertThat(summary.layers())
                .filteredOn(l -> l.type().equals("flatten"))
                .singleElement()
                .satisfies(flatten -> assertThat(flatten.outputShape()).containsExactly(512));
    }

    /** (3072 + 1) 100 + (100 + 1) 50 + (50 + 1) 20 + (20 + 1) 10. */
    @Test
    void an_mlp_has_the_widths_that_are_asked_for() {
        ExperimentSpec spec = SpecReader.read(
                Json.specWith("'dataset': {'name': 'cifar10'}, 'model': {'preset': 'mlp', 'hidden': [100, 50, 20]}"));

        assertThat(spec.model().layers())
                .filteredOn(Layer.Linear.class::isInstance)
                .containsExactly(
                        new Layer.Linear(100, true),
                        new Layer.Linear(50, true),
                        new Layer.Linear(20, true),
                        new Layer.Linear(10, true));
        assertThat(ShapeInference.infer(DatasetName.CIFAR10.shape(), spec.model())
                        .totalParameters())
                .isEqualTo(313_580);
        assertThat(SpecAdvice.of(spec)).isEmpty();
    }

    private static long multiplyAdds(String preset) {
        return summary(preset, DatasetName.CIFAR10).layers().stream()
                .filter(layer -> layer.type().equals("conv2d") || layer.type().equals("linear"))
                .mapToLong(layer -> layer.flops() / 2)
                .sum();
    }

    private static NetworkSummary summary(String preset, DatasetName dataset) {
        ExperimentSpec spec = SpecReader.read(
                Json.specWith("'dataset': {'name': '" + dataset.id() + "'}, 'model': {'preset': '" + preset + "'}"));
        return ShapeInference.infer(dataset.shape(), spec.model());
    }
}
