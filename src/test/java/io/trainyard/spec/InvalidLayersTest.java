package io.trainyard.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** One mistake in a layer, one violation, however deep in blocks it is. */
class InvalidLayersTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /model/layers/0 | wrong_type | 'relu' | an object, but received the string "relu"
            /model/layers/0/type | missing_field | {}, {'type': 'linear', 'out_features': 10} | "type" is required, one of conv2d, batch_norm2d
            /model/layers/0/type | unknown_value | {'type': 'conv2'} | Did you mean "conv2d"? Known: conv2d, batch_norm2d
            /model/layers/2/type | unknown_value | {'type': 'flatten'}, {'type': 'linear', 'out_features': 10}, {'type': 'softmax'} | Cross entropy takes logits
            /model/layers/0/kernal_size | unknown_field | {'type': 'max_pool2d', 'kernel_size': 2, 'kernal_size': 2}, {'type': 'flatten'}, {'type': 'linear', 'out_features': 10} | Did you mean "kernel_size"? Known here: type, kernel_size, stride, padding.
            /model/layers/0/in_channels | unknown_field | {'type': 'conv2d', 'in_channels': 3, 'out_channels': 8, 'kernel_size': 3}, {'type': 'flatten'}, {'type': 'linear', 'out_features': 10} | follows from the layer before: leave it out
            /model/layers/1/bias | wrong_type | {'type': 'flatten'}, {'type': 'linear', 'out_features': 10, 'bias': 0} | true or false, but received the number 0
            /model/layers/0/affine | wrong_type | {'type': 'batch_norm2d', 'affine': 'no'}, {'type': 'flatten'}, {'type': 'linear', 'out_features': 10} | true or false, but received the string "no"
            /model/layers/0/affine | wrong_type | {'type': 'batch_norm2d', 'affine': null}, {'type': 'flatten'}, {'type': 'linear', 'out_features': 10} | null is not allowed here
            /model/layers/0/kernel_size | wrong_type | {'type': 'max_pool2d', 'kernel_size': '3x3'} | or two: [height, width]
            /model/layers/0/kernel_size | wrong_length | {'type': 'max_pool2d', 'kernel_size': [3]} | exactly 2 items
            /model/layers/0/kernel_size/1 | out_of_range | {'type': 'max_pool2d', 'kernel_size': [3, 0]} | from 1 to 256
            /model/layers/0/stride | out_of_range | {'type': 'conv2d', 'out_channels': 8, 'kernel_size': 3, 'stride': 0} | from 1 to 256
            /model/layers/0/padding | conflict | {'type': 'max_pool2d', 'kernel_size': 3, 'padding': 2} | at most half its kernel: at most 1x1 for a kernel of 3x3, but it is 2x2
            /model/layers/0/approximate | unknown_value | {'type': 'gelu', 'approximate': 'sigmoid'}, {'type': 'flatten'}, {'type': 'linear', 'out_features': 10} | Known: none, tanh
            /model/layers/0/groups | out_of_range | {'type': 'conv2d', 'out_channels': 8, 'kernel_size': 3, 'groups': 0}, {'type': 'flatten'}, {'type': 'linear', 'out_features': 10} | from 1 to 65536
            /model/layers/0/negative_slope | out_of_range | {'type': 'leaky_relu', 'negative_slope': -0.1}, {'type': 'flatten'}, {'type': 'linear', 'out_features': 10} | from 0 to 100
            /model/layers/0/alpha | out_of_range | {'type': 'elu', 'alpha': 0}, {'type': 'flatten'}, {'type': 'linear', 'out_features': 10} | above 0 and at most 100
            /model/layers/0/padding | wrong_type | {'type': 'conv2d', 'out_channels': 8, 'kernel_size': 3, 'padding': 'full'} | [height, width], "same" or "valid", but received the string "full"
            /model/layers/0/padding | out_of_range | {'type': 'conv2d', 'out_channels': 8, 'kernel_size': 3, 'padding': -1} | from 0 to 256
            /model/layers/0/padding | wrong_type | {'type': 'max_pool2d', 'kernel_size': 3, 'padding': 'same'} | a whole number from 0 to 256
            /model/layers/0/padding | conflict | {'type': 'conv2d', 'out_channels': 8, 'kernel_size': 3, 'stride': [1, 2], 'padding': 'same'} | goes with stride 1 only, as in PyTorch, but the stride is 1x2
            /model/layers/0/dilation | out_of_range | {'type': 'conv2d', 'out_channels': 8, 'kernel_size': 3, 'dilation': 0} | from 1 to 256
            /model/layers/0/kernel_size | shape_mismatch | {'type': 'conv2d', 'out_channels': 8, 'kernel_size': 5, 'dilation': 9}, {'type': 'flatten'}, {'type': 'linear', 'out_features': 10} | its kernel of 37x37 (5x5, dilated) is larger than the input with padding, 32x32
            /model/layers/0/output_size | missing_field | {'type': 'adaptive_avg_pool2d'} | "output_size" is required
            /model/layers/0 | shape_mismatch | {'type': 'batch_norm1d'}, {'type': 'flatten'}, {'type': 'linear', 'out_features': 10} | batch_norm1d needs flat features but receives [3, 32, 32]
            /model/layers/1 | shape_mismatch | {'type': 'flatten'}, {'type': 'dropout2d'}, {'type': 'linear', 'out_features': 10} | dropout2d needs [channels, height, width] but receives [3072]
            /model/layers/0/p | out_of_range | {'type': 'dropout2d', 'p': 1}, {'type': 'flatten'}, {'type': 'linear', 'out_features': 10} | from 0 to below 1
            /model/layers/0/p | out_of_range | {'type': 'dropout', 'p': 1}, {'type': 'flatten'}, {'type': 'linear', 'out_features': 10} | from 0 to below 1
            /model/layers/0 | shape_mismatch | {'type': 'linear', 'out_features': 10} | linear needs flat features but receives [3, 32, 32]
            /model/layers/1 | shape_mismatch | {'type': 'flatten'}, {'type': 'conv2d', 'out_channels': 8, 'kernel_size': 3}, {'type': 'linear', 'out_features': 10} | conv2d needs [channels, height, width] but receives [3072]
            /model/layers/1 | shape_mismatch | {'type': 'flatten'}, {'type': 'batch_norm2d'}, {'type': 'linear', 'out_features': 10} | batch_norm2d needs [channels, height, width] but receives [3072]
            /model/layers/1 | shape_mismatch | {'type': 'flatten'}, {'type': 'flatten'}, {'type': 'linear', 'out_features': 10} | flat already. Remove this layer
            /model/layers/1/kernel_size | shape_mismatch | {'type': 'max_pool2d', 'kernel_size': 16}, {'type': 'conv2d', 'out_channels': 8, 'kernel_size': 5, 'padding': 1}, {'type': 'flatten'}, {'type': 'linear', 'out_features': 10} | conv2d receives [3, 2, 2]; its kernel of 5x5 is larger than the input with padding, 4x4
            /model/layers/1/out_features | shape_mismatch | {'type': 'flatten'}, {'type': 'linear', 'out_features': 100} | [10] for cifar10, but layer 1 (linear) gives [100]. Set its out_features to 10.
            /model/layers/0 | shape_mismatch | {'type': 'relu'} | layer 0 (relu) gives [3, 32, 32]. End with {"type": "flatten"}, {"type": "linear", "out_features": 10}.
            /model/layers/2 | model_too_large | {'type': 'flatten'}, {'type': 'linear', 'out_features': 65536}, {'type': 'linear', 'out_features': 65536}, {'type': 'linear', 'out_features': 10} | linear receives [65536] and would have 4295032832 parameters, 4496424960 with the layers before it
            """)
    void a_layer_is_refused_where_it_is_wrong(String pointer, String code, String layers, String message) {
        Refusal.assertOnlyViolation(Json.specWithLayers(layers), pointer, code, message);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /model/layers/1/groups | shape_mismatch | CONV, {'type': 'conv2d', 'out_channels': 9, 'kernel_size': 3, 'groups': 3} | receives 16 channels and gives 9, which do not both divide into 3 groups
            /model/layers/1/groups | shape_mismatch | CONV, {'type': 'conv2d', 'out_channels': 10, 'kernel_size': 3, 'groups': 4} | receives 16 channels and gives 10, which do not both divide into 4 groups
            /model/layers/1/layers | missing_field | CONV, {'type': 'residual'} | "layers" is required
            /model/layers/1/layers | wrong_length | CONV, {'type': 'residual', 'layers': []} | 1 to 1000 items, but received an array of 0
            /model/layers/1/shortcut | wrong_type | CONV, {'type': 'residual', 'layers': [CONV], 'shortcut': null} | null is not allowed here
            /model/layers/1/layer | unknown_field | CONV, {'type': 'residual', 'layers': [CONV], 'layer': []} | Did you mean "layers"? Known here: type, layers, shortcut
            /model/layers/1/layers/0/kernel_size | missing_field | CONV, {'type': 'residual', 'layers': [{'type': 'conv2d', 'out_channels': 16}]} | "kernel_size" is required
            /model/layers/1/layers/1/kernel_size | shape_mismatch | CONV, {'type': 'residual', 'layers': [CONV, {'type': 'conv2d', 'out_channels': 16, 'kernel_size': 33}]} | receives [16, 32, 32]; its kernel of 33x33
            /model/layers/1/layers/0/layers/0/groups | shape_mismatch | CONV, {'type': 'residual', 'layers': [{'type': 'residual', 'layers': [{'type': 'conv2d', 'out_channels': 16, 'kernel_size': 1, 'groups': 5}]}]} | into 5 groups
            /model/layers/1/shortcut/0 | shape_mismatch | CONV, {'type': 'residual', 'layers': [CONV], 'shortcut': [{'type': 'batch_norm1d'}]} | batch_norm1d needs flat features
            /model/layers/1/shortcut | shape_mismatch | CONV, {'type': 'residual', 'layers': [{'type': 'conv2d', 'out_channels': 32, 'kernel_size': 3, 'stride': 2, 'padding': 1}]} | its layers' output, [32, 16, 16], to its shortcut's, [16, 32, 32], but only equal shapes can be added. Usual is the shortcut [{"type": "conv2d", "out_channels": 32, "kernel_size": 1, "stride": 2}], often with a batch_norm2d
            /model/layers/1/shortcut | shape_mismatch | CONV, {'type': 'residual', 'layers': [{'type': 'conv2d', 'out_channels': 32, 'kernel_size': 3, 'stride': [1, 3], 'padding': 1}]} | "stride": [1, 3]
            /model/layers/1/shortcut | shape_mismatch | CONV, {'type': 'residual', 'layers': [CONV], 'shortcut': [{'type': 'max_pool2d', 'kernel_size': 2}]} | Leave the shortcut out
            /model/layers/1/shortcut | shape_mismatch | CONV, {'type': 'residual', 'layers': [{'type': 'conv2d', 'out_channels': 16, 'kernel_size': 3}]} | keeps height and width with padding 1
            /model/layers/1/shortcut | shape_mismatch | {'type': 'flatten'}, {'type': 'residual', 'layers': [{'type': 'linear', 'out_features': 64}]} | Make the shortcut [{"type": "linear", "out_features": 64}].
            /model/layers/0 | shape_mismatch | {'type': 'residual', 'layers': [CONV], 'shortcut': [CONV]} | layer 0 (residual) gives [16, 32, 32]. End with {"type": "flatten"}
            """)
    void a_block_or_a_group_is_refused_where_it_is_wrong(String pointer, String code, String layers, String message) {
        String end = code.equals("shape_mismatch") && pointer.equals("/model/layers/0") || pointer.endsWith("shortcut")
                ? ""
                : ", {'type': 'flatten'}, {'type': 'linear', 'out_features': 10}";
        String conv = "{'type': 'conv2d', 'out_channels': 16, 'kernel_size': 3, 'padding': 1}";
        Refusal.assertOnlyViolation(Json.specWithLayers(layers.replace("CONV", conv) + end), pointer, code, message);
    }

    @Test
    void both_branches_of_a_block_and_the_layers_after_it_are_checked_at_once() {
        JsonNode json = Json.specWithLayers(
                "{'type': 'residual', 'layers': [{'type': 'conv2d', 'out_channels': 'x', 'kernel_size': 1},"
                        + " {'type': 'residual', 'layers': [{'type': 'dropout', 'p': 2}]}],"
                        + " 'shortcut': [{'type': 'linear', 'out_features': 3}]},"
                        + " {'type': 'batch_norm2d'}, {'type': 'linear', 'out_features': 9}");

        assertThat(Refusal.violations(json))
                .extracting(Violation::pointer)
                .containsExactlyInAnyOrder(
                        "/model/layers/0/layers/0/out_channels",
                        "/model/layers/0/layers/1/layers/0/p",
                        "/model/layers/0/shortcut/0",
                        "/model/layers/1",
                        "/model/layers/2/out_features");
    }

    @Test
    void blocks_are_nested_four_deep_at_most() {
        String block = "{'type': 'relu'}";
        for (int i = 0; i < 5; i++) {
            block = "{'type': 'residual', 'layers': [" + block + "]}";
        }
        String end = ", {'type': 'flatten'}, {'type': 'linear', 'out_features': 10}";

        Refusal.assertOnlyViolation(
                Json.specWithLayers(block + end),
                "/model/layers/0/layers/0/layers/0/layers/0/layers/0/type",
                "conflict",
                "may be nested 4 deep");
    }

    @Test
    void layers_in_blocks_count_towards_the_most_that_are_allowed() {
        String thirty = String.join(", ", Collections.nCopies(30, "{'type': 'relu'}"));
        String blocks = String.join(", ", Collections.nCopies(33, "{'type': 'residual', 'layers': [" + thirty + "]}"));

        Refusal.assertOnlyViolation(
                Json.specWithLayers(blocks + ", {'type': 'flatten'}, {'type': 'linear', 'out_features': 10}"),
                "/model/layers",
                "wrong_length",
                "those in residual blocks included, but this one has 1025");
    }
}
