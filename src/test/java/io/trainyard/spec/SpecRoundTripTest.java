package io.trainyard.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is written reads back equal, and nothing that can be posted is answered with anything but violations. */
class SpecRoundTripTest {

    /** Every section, as in the documentation. */
    private static final String FULL = """
            { 'name': 'vgg11-bn baseline', 'labels': {'course': 'week3'}, 'notes': '', 'seed': 42, 'priority': 0,
              'dataset':   {'name': 'cifar10', 'validation_fraction': 0.1, 'train_limit': null, 'test_limit': null},
              'preprocessing': {'standardize': {'from': 'train'}},
              'augmentation': [{'type': 'random_crop', 'padding': 4}, {'type': 'random_horizontal_flip', 'p': 0.5}],
              'model':     {'layers': [
                  {'type': 'conv2d', 'out_channels': 64, 'kernel_size': 3, 'padding': 1, 'bias': false},
                  {'type': 'batch_norm2d'}, {'type': 'relu'}, {'type': 'max_pool2d', 'kernel_size': 2},
                  {'type': 'flatten'}, {'type': 'dropout', 'p': 0.5}, {'type': 'linear', 'out_features': 10}]},
              'weight_init': [{'layers': 'conv2d', 'weight': {'type': 'normal', 'std': 0.01}, 'bias': {'type': 'constant', 'value': 0}}],
              'loss':      {'type': 'cross_entropy', 'label_smoothing': 0.0},
              'optimizer': {'type': 'sgd', 'learning_rate': 0.1, 'momentum': 0.9, 'nesterov': false, 'weight_decay': 5e-4},
              'lr_schedule': {'type': 'cosine', 'warmup_epochs': 1}, 'gradient_clipping': {'max_norm': 1.0},
              'ema': {'decay': 0.999},
              'training':  {'epochs': 20, 'batch_size': 128, 'accumulate_batches': 2, 'max_runtime_seconds': null, 'target_accuracy': null},
              'early_stopping': {'metric': 'validation_loss', 'patience': 5, 'min_delta': 0.0, 'restore_best': true},
              'checkpoints': {'every_epochs': 1, 'keep_last': 2, 'keep_best': 1, 'metric': 'validation_accuracy'},
              'evaluation': {'top_k': 3}, 'retry': {'max_attempts': 3} }""";

    /** Blocks in blocks, and the rules that name them. */
    private static final String BLOCKS = """
            { 'dataset': {'name': 'shapes'},
              'model': {'layers': [
                  {'type': 'residual', 'layers': [
                      {'type': 'conv2d', 'out_channels': 6, 'kernel_size': 3, 'stride': 2, 'padding': 1, 'groups': 3},
                      {'type': 'residual', 'layers': [{'type': 'gelu', 'approximate': 'tanh'}], 'shortcut': []}],
                    'shortcut': [{'type': 'conv2d', 'out_channels': 6, 'kernel_size': 1, 'stride': 2}]},
                  {'type': 'flatten'}, {'type': 'linear', 'out_features': 10}]},
              'weight_init': [{'layers': [2, '0.shortcut.0'], 'weight': {'type': 'normal'}},
                  {'layers': '0.layers.0', 'bias': {'type': 'zeros'}}, {'layers': 0, 'weight': {'type': 'dirac'}}],
              'lr_schedule': {'type': 'reduce_on_plateau', 'metric': 'train_loss', 'threshold_mode': 'abs'} }""";

    private static final List<String> STRANGERS = List.of(
            "null",
            "true",
            "''",
            "'x'",
            "[]",
            "{}",
            "[[[[1]]]]",
            "{'a': {'b': 1}}",
            "0",
            "-1",
            "1.5",
            "1e308",
            "-1e999",
            "123456789012345678901234567890");

    @Test
    void the_documented_example_reads_as_it_says() {
        ExperimentSpec spec = SpecReader.read(Json.parse(FULL));

        assertThat(spec.seed()).isEqualTo(42);
        assertThat(spec.optimizer()).isEqualTo(new Optimizer.Sgd(0.1, 0.9, 0, false, 5e-4, true));
        assertThat(spec.weightInit())
                .containsExactly(new WeightInitRule(
                        "conv2d", new WeightInitRule.Normal(0, 0.01), new WeightInitRule.Constant(0)));
        assertThat(spec.earlyStopping()).isEqualTo(new EarlyStopping(Metric.VALIDATION_LOSS, 5, 0, true));
        assertThat(spec.training().accumulateBatches()).isEqualTo(2);
        assertThat(spec.ema()).isEqualTo(new Ema(0.999));
        assertThat(spec.evaluation()).isEqualTo(new Evaluation(3));
        assertThat(spec.model().layers()).hasSize(7).endsWith(new Layer.Dropout(0.5), new Layer.Linear(10, true));
        assertRoundTrip(spec);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'labels': {'b': '2', 'a/~': 'ü'}, 'notes': 'two\\nlines', 'seed': -9223372036854775808, 'priority': -5",
                "'preprocessing': {'standardize': {'mean': [0.1, 0.2, 0.3], 'std': [0.4, 0.5, 0.6]}}",
                "'preprocessing': {'standardize': {'from': 'per_image'}}",
                "'augmentation': [{'type': 'random_rotation', 'degrees': 15, 'interpolation': 'bilinear'}, {'type': 'color_jitter', 'brightness': 0.1, 'contrast': 0.2, 'saturation': 0.3, 'hue': 0.4}]",
                "'augmentation': [{'type': 'random_erasing', 'p': 0.2, 'scale': [0.1, 0.2], 'ratio': [1, 2]}, {'type': 'cutout', 'size': 8}, {'type': 'mixup', 'alpha': 0.2}, {'type': 'cutmix', 'alpha': 0.3}]",
                "'preprocessing': {'standardize': {'from': 'none'}}, 'retry': {'max_attempts': 1}",
                "'dataset': {'name': 'shapes', 'validation_fraction': 0, 'train_limit': 200, 'test_limit': 10}",
                "'weight_init': [{'layers': '*', 'weight': {'type': 'kaiming_normal', 'mode': 'fan_out', 'nonlinearity': 'relu'}}, {'layers': 'linear', 'weight': {'type': 'xavier_uniform', 'gain': 2}}]",
                "'weight_init': [{'layers': 'conv2d', 'weight': {'type': 'kaiming_uniform', 'a': 2.23606797749979}}, {'layers': 'batch_norm2d', 'weight': {'type': 'uniform'}}, {'layers': 'linear', 'weight': {'type': 'xavier_normal'}}]",
                "'weight_init': [{'layers': 'conv2d', 'weight': {'type': 'dirac'}, 'bias': {'type': 'zeros'}}, {'layers': 'linear', 'weight': {'type': 'sparse', 'sparsity': 0.1, 'std': 0.02}, 'bias': {'type': 'trunc_normal'}}, {'layers': '*', 'weight': {'type': 'orthogonal', 'gain': 2}}, {'layers': 'batch_norm1d', 'weight': {'type': 'ones'}}]",
                "'weight_init': [{'layers': 'linear', 'weight': {'type': 'trunc_normal', 'mean': 0.1, 'std': 0.02, 'a': -1, 'b': 1}}, {'layers': 'conv2d', 'weight': {'type': 'kaiming_normal', 'nonlinearity': 'tanh'}}]",
                "'model': {'preset': 'resnet20'}, 'weight_init': [{'layers': 3, 'weight': {'type': 'dirac'}}, {'layers': [0, '5.layers.0'], 'weight': {'type': 'orthogonal'}}, {'layers': '9.shortcut.1', 'weight': {'type': 'ones'}, 'bias': {'type': 'normal'}}]",
                "'optimizer': {'type': 'adam', 'betas': [0.8, 0.99], 'eps': 1e-7, 'decay_norm_and_bias': false}",
                "'optimizer': {'type': 'sgd', 'momentum': 0.9, 'nesterov': true}, 'lr_schedule': {'type': 'step', 'step_size': 3}",
                "'loss': {'type': 'cross_entropy', 'label_smoothing': 0.1, 'class_weights': [1, 2, 3, 4, 5, 6, 7, 8, 9, 0.5]}",
                "'optimizer': {'type': 'sgd', 'momentum': 0.9, 'dampening': 0.5}, 'lr_schedule': {'type': 'multistep', 'milestones': [2, 5], 'gamma': 0.3, 'warmup_epochs': 1}, 'gradient_clipping': {'max_norm': 2}",
                "'optimizer': {'type': 'adamw', 'betas': [0.8, 0.99], 'eps': 1e-7, 'weight_decay': 0.1, 'decay_norm_and_bias': false}, 'lr_schedule': {'type': 'exponential', 'gamma': 0.95, 'warmup_epochs': 2}",
                "'optimizer': {'type': 'rmsprop', 'alpha': 0.9, 'eps': 1e-6, 'momentum': 0.5, 'centered': true, 'weight_decay': 0.1}, 'lr_schedule': {'type': 'polynomial', 'power': 2, 'warmup_epochs': 3}, 'gradient_clipping': {'max_value': 0.1}",
                "'optimizer': {'type': 'adagrad', 'lr_decay': 0.1, 'initial_accumulator_value': 0.2, 'eps': 1e-5, 'decay_norm_and_bias': false}, 'lr_schedule': {'type': 'cosine_restarts', 't_0': 2, 't_mult': 2, 'min_learning_rate': 1e-4}",
                "'lr_schedule': {'type': 'one_cycle', 'pct_start': 0.2, 'div_factor': 10, 'final_div_factor': 100, 'warmup_epochs': 1}, 'training': {'epochs': 5}, 'gradient_clipping': null",
                "'lr_schedule': {'type': 'reduce_on_plateau', 'metric': 'validation_accuracy', 'factor': 0.5, 'patience': 0, 'threshold': 0.01, 'threshold_mode': 'abs', 'cooldown': 2, 'min_lr': 1e-5, 'eps': 0, 'warmup_epochs': 1}",
                "'dataset': {'name': 'mnist', 'validation_fraction': 0}, 'lr_schedule': {'type': 'reduce_on_plateau', 'metric': 'train_loss'}, 'evaluation': {'top_k': null}",
                "'early_stopping': {'restore_best': false}, 'ema': {'decay': 0}, 'training': {'accumulate_batches': 352}, 'evaluation': {'top_k': 9}",
                "'training': {'epochs': 3.0, 'batch_size': 1e2, 'max_runtime_seconds': 60, 'target_accuracy': 0.75}",
                "'early_stopping': {'metric': 'validation_accuracy', 'patience': 2, 'min_delta': 0.001}, 'checkpoints': {'every_epochs': 5, 'keep_last': 1, 'keep_best': 0, 'metric': 'validation_loss'}",
                "'model': {'layers': [{'type': 'leaky_relu', 'negative_slope': 0.2}, {'type': 'elu', 'alpha': 0.5}, {'type': 'silu'}, {'type': 'tanh'}, {'type': 'sigmoid'}, {'type': 'flatten'}, {'type': 'linear', 'out_features': 10}]}",
                "'model': {'layers': [{'type': 'conv2d', 'out_channels': 4, 'kernel_size': [4, 3], 'padding': 'same', 'bias': false}, {'type': 'conv2d', 'out_channels': 4, 'kernel_size': 3, 'padding': 'same', 'dilation': [1, 2]}, {'type': 'dropout2d', 'p': 0.1}, {'type': 'adaptive_avg_pool2d', 'output_size': [2, 1]}, {'type': 'flatten'}, {'type': 'batch_norm1d', 'eps': 0.001, 'momentum': 0.2, 'affine': false}, {'type': 'linear', 'out_features': 10}]}",
                "'model': {'layers': [{'type': 'residual', 'layers': [{'type': 'conv2d', 'out_channels': 6, 'kernel_size': 3, 'padding': 1, 'stride': 2, 'groups': 3}, {'type': 'gelu'}, {'type': 'residual', 'layers': [{'type': 'gelu', 'approximate': 'tanh'}]}], 'shortcut': [{'type': 'conv2d', 'out_channels': 6, 'kernel_size': 1, 'stride': 2}, {'type': 'batch_norm2d', 'affine': false}]}, {'type': 'flatten'}, {'type': 'linear', 'out_features': 10}]}",
                "'model': {'layers': [{'type': 'avg_pool2d', 'kernel_size': [4, 2], 'stride': 2, 'padding': [2, 1]}, {'type': 'flatten'}, {'type': 'linear', 'out_features': 10, 'bias': false}]}"
            })
    void every_variant_reads_back_equal(String fields) {
        assertRoundTrip(SpecReader.read(Json.specWith(fields)));
    }

    @ParameterizedTest
    @EnumSource
    void every_preset_reads_back_equal(Preset preset) {
        assertRoundTrip(SpecReader.read(Json.specWith("'model': {'preset': '" + preset.id() + "'}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {FULL, BLOCKS})
    void any_value_in_any_place_is_read_or_refused_with_violations(String valid) {
        List<JsonPointer> places = new ArrayList<>();
        collect(Json.parse(valid), JsonPointer.empty(), places);
        assertThat(places).hasSizeGreaterThan(40);

        for (JsonPointer place : places) {
            for (String stranger : STRANGERS) {
                JsonNode spec = Json.parse(valid);
                replace(spec, place, Json.parse(stranger));
                assertThatCode(() -> readOrRefuse(spec))
                        .as("%s at %s", stranger, place)
                        .doesNotThrowAnyException();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {FULL, BLOCKS})
    void an_unknown_field_in_any_object_is_the_only_violation(String valid) {
        List<JsonPointer> places = new ArrayList<>();
        collect(Json.parse(valid), JsonPointer.empty(), places);
        places.add(JsonPointer.empty());

        for (JsonPointer place : places) {
            JsonNode spec = Json.parse(valid);
            if (spec.at(place) instanceof ObjectNode object && !place.toString().equals("/labels")) {
                object.put("zzzzzzzz", 1);
                assertThat(readOrRefuse(spec))
                        .extracting(Violation::pointer, Violation::code)
                        .containsExactly(tuple(place + "/zzzzzzzz", "unknown_field"));
            }
        }
    }

    private static List<Violation> readOrRefuse(JsonNode spec) {
        try {
            SpecReader.read(spec);
            return List.of();
        } catch (InvalidSpecException e) {
            return e.violations();
        }
    }

    private static void collect(JsonNode node, JsonPointer pointer, List<JsonPointer> places) {
        node.forEachEntry((name, child) -> collectChild(child, pointer.appendProperty(name), places));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collectChild(node.get(i), pointer.appendIndex(i), places);
        }
    }

    private static void collectChild(JsonNode child, JsonPointer pointer, List<JsonPointer> places) {
        places.add(pointer);
        collect(child, pointer, places);
    }

    private static void replace(JsonNode spec, JsonPointer place, JsonNode value) {
        JsonNode parent = spec.at(place.head());
        if (parent instanceof ArrayNode array) {
            array.set(place.last().getMatchingIndex(), value);
        } else {
            ((ObjectNode) parent).set(place.last().getMatchingProperty(), value);
        }
    }

    private static void assertRoundTrip(ExperimentSpec spec) {
        String json = SpecWriter.write(spec).toString();
        assertThat(SpecReader.read(Json.parse(json))).isEqualTo(spec);
    }
}
