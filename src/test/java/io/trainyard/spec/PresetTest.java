package io.trainyard.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PresetTest {

    /**
     * The VGG numbers are torchvision's {@code features} (9220480, 9404992, 14714688, 20024384 without batch norm) and
     * 512x10+10 for the head; 62006 is the network of PyTorch's CIFAR-10 tutorial, 61706 LeNet-5 on digits.
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
            vgg11,    mnist,      9224458
            vgg19_bn, mnist,     20039370
            """)
    void has_its_known_number_of_parameters(String preset, String dataset, long parameters) {
        assertThat(summary(preset, DatasetName.byId(dataset).orElseThrow()).totalParameters())
                .isEqualTo(parameters);
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
