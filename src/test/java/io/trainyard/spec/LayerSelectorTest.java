package io.trainyard.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerSelectorTest {

    @ParameterizedTest
    @CsvSource({
        "*, conv2d, true",
        "*, linear, true",
        "*, batch_norm2d, false",
        "*, relu, false",
        "linear, linear, true",
        "linear, conv2d, false"
    })
    void a_star_stands_for_the_layers_with_a_weight_matrix(String layers, String type, boolean applies) {
        assertThat(new WeightInitRule(layers, null, null).appliesTo(type, "0")).isEqualTo(applies);
        assertThat(new WeightInitRule(layers, null, null).appliesTo(type, "3.shortcut.1"))
                .isEqualTo(applies);
    }

    @ParameterizedTest
    @CsvSource({
        "conv2d, 4, true",
        "batch_norm2d, 4, true",
        "conv2d, 44, false",
        "conv2d, 4.layers.0, true",
        "linear, 4.shortcut.0, true",
        "conv2d, 4.layers.0.layers.2, true",
        "batch_norm2d, 4.layers.1, false",
        "conv2d, 7.shortcut.0, true",
        "batch_norm2d, 7.shortcut.0, true",
        "conv2d, 7.shortcut.1, false"
    })
    void a_path_stands_for_its_layer_and_a_block_for_the_matrices_in_it(String type, String path, boolean selected) {
        assertThat(new LayerSelector.At(List.of("4", "7.shortcut.0")).selects(type, path))
                .isEqualTo(selected);
    }

    @Test
    void a_layer_is_written_by_its_index_where_it_has_one() {
        assertThat(rewritten("[1]")).isEqualTo("1");
        assertThat(rewritten("'1'")).isEqualTo("1");
        assertThat(rewritten("'2.layers.0'")).isEqualTo("\"2.layers.0\"");
        assertThat(rewritten("[1, '2.layers.0', 2.0]")).isEqualTo("[1,\"2.layers.0\",2]");
    }

    private static String rewritten(String layers) {
        ExperimentSpec spec = SpecReader.read(Json.specWith("'weight_init': [{'layers': " + layers
                + ", 'weight': {'type': 'normal'}}], 'model': {'layers': [{'type': 'flatten'},"
                + " {'type': 'linear', 'out_features': 10}, {'type': 'residual', 'layers':"
                + " [{'type': 'linear', 'out_features': 10}]}]}"));
        return SpecWriter.write(spec).at("/weight_init/0/layers").toString();
    }
}
