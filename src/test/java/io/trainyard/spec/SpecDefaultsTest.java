package io.trainyard.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Every property name and every default, as a client sees them in the resolved spec. */
class SpecDefaultsTest {

    @Test
    void a_spec_of_data_set_and_model_resolves_to_these_defaults() {
        JsonNode resolved = resolve("'model': {'preset': 'linear'}");

        assertThat(resolved).isEqualTo(Json.parse("""
                {
                  'name': null, 'labels': {}, 'notes': '', 'seed': 0, 'priority': 0,
                  'dataset': {'name': 'cifar10', 'validation_fraction': 0.1, 'train_limit': null, 'test_limit': null},
                  'preprocessing': {'standardize': {'from': 'train'}},
                  'augmentation': [],
                  'model': {'layers': [
                    {'type': 'flatten'},
                    {'type': 'linear', 'out_features': 10, 'bias': true}]},
                  'weight_init': [],
                  'loss': {'type': 'cross_entropy', 'label_smoothing': 0.0, 'class_weights': null},
                  'optimizer': {'type': 'adam', 'learning_rate': 0.001, 'betas': [0.9, 0.999], 'eps': 1e-8,
                    'weight_decay': 0.0, 'decay_norm_and_bias': true},
                  'lr_schedule': {'type': 'constant', 'warmup_epochs': 0},
                  'gradient_clipping': null,
                  'ema': null,
                  'training': {'epochs': 10, 'batch_size': 128, 'accumulate_batches': 1, 'max_runtime_seconds': null, 'target_accuracy': null},
                  'early_stopping': null,
                  'checkpoints': {'every_epochs': 1, 'keep_last': 2, 'keep_best': 1, 'metric': 'validation_accuracy'},
                  'evaluation': {'top_k': 5},
                  'retry': {'max_attempts': 3}
                }"""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'type': 'conv2d', 'out_channels': 8, 'kernel_size': 3} | {'type': 'conv2d', 'out_channels': 8, 'kernel_size': 3, 'stride': 1, 'padding': 0, 'dilation': 1, 'groups': 1, 'bias': true}
            {'type': 'conv2d', 'out_channels': 8, 'kernel_size': [3, 5], 'padding': [2, 2]} | {'type': 'conv2d', 'out_channels': 8, 'kernel_size': [3, 5], 'stride': 1, 'padding': 2, 'dilation': 1, 'groups': 1, 'bias': true}
            {'type': 'batch_norm2d'} | {'type': 'batch_norm2d', 'eps': 1e-5, 'momentum': 0.1, 'affine': true}
            {'type': 'batch_norm2d', 'affine': false} | {'type': 'batch_norm2d', 'eps': 1e-5, 'momentum': 0.1, 'affine': false}
            {'type': 'relu'} | {'type': 'relu'}
            {'type': 'gelu'} | {'type': 'gelu', 'approximate': 'none'}
            {'type': 'residual', 'layers': [{'type': 'dropout'}]} | {'type': 'residual', 'layers': [{'type': 'dropout', 'p': 0.5}], 'shortcut': []}
            {'type': 'max_pool2d', 'kernel_size': 3} | {'type': 'max_pool2d', 'kernel_size': 3, 'stride': 3, 'padding': 0}
            {'type': 'avg_pool2d', 'kernel_size': [2, 4]} | {'type': 'avg_pool2d', 'kernel_size': [2, 4], 'stride': [2, 4], 'padding': 0}
            {'type': 'dropout'} | {'type': 'dropout', 'p': 0.5}
            """)
    void a_layer_resolves_to_the_defaults_of_torch_nn(String sent, String resolved) {
        String head = "{'type': 'flatten'}, {'type': 'linear', 'out_features': 10}";

        JsonNode layers =
                resolve("'model': {'layers': [" + sent + ", " + head + "]}").at("/model/layers");

        assertThat(layers.get(0)).isEqualTo(Json.parse(resolved));
        assertThat(layers.get(2)).isEqualTo(Json.parse("{'type': 'linear', 'out_features': 10, 'bias': true}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            optimizer | {'type': 'sgd'} | {'type': 'sgd', 'learning_rate': 0.001, 'momentum': 0.0, 'dampening': 0.0, 'nesterov': false, 'weight_decay': 0.0, 'decay_norm_and_bias': true}
            optimizer | {'type': 'adam'} | {'type': 'adam', 'learning_rate': 0.001, 'betas': [0.9, 0.999], 'eps': 1e-8, 'weight_decay': 0.0, 'decay_norm_and_bias': true}
            optimizer | {'type': 'adamw'} | {'type': 'adamw', 'learning_rate': 0.001, 'betas': [0.9, 0.999], 'eps': 1e-8, 'weight_decay': 0.01, 'decay_norm_and_bias': true}
            optimizer | {'type': 'rmsprop'} | {'type': 'rmsprop', 'learning_rate': 0.01, 'alpha': 0.99, 'eps': 1e-8, 'momentum': 0.0, 'centered': false, 'weight_decay': 0.0, 'decay_norm_and_bias': true}
            optimizer | {'type': 'adagrad'} | {'type': 'adagrad', 'learning_rate': 0.01, 'lr_decay': 0.0, 'initial_accumulator_value': 0.0, 'eps': 1e-10, 'weight_decay': 0.0, 'decay_norm_and_bias': true}
            gradient_clipping | {'max_norm': 1} | {'max_norm': 1.0}
            gradient_clipping | {'max_value': 0.5} | {'max_value': 0.5}
            lr_schedule | {'type': 'multistep', 'milestones': [3, 6]} | {'type': 'multistep', 'milestones': [3, 6], 'gamma': 0.1, 'warmup_epochs': 0}
            lr_schedule | {'type': 'exponential', 'gamma': 0.9} | {'type': 'exponential', 'gamma': 0.9, 'warmup_epochs': 0}
            lr_schedule | {'type': 'polynomial'} | {'type': 'polynomial', 'power': 1.0, 'warmup_epochs': 0}
            lr_schedule | {'type': 'cosine_restarts', 't_0': 5} | {'type': 'cosine_restarts', 't_0': 5, 't_mult': 1, 'min_learning_rate': 0.0, 'warmup_epochs': 0}
            lr_schedule | {'type': 'one_cycle'} | {'type': 'one_cycle', 'pct_start': 0.3, 'div_factor': 25.0, 'final_div_factor': 10000.0, 'warmup_epochs': 0}
            lr_schedule | {'type': 'constant'} | {'type': 'constant', 'warmup_epochs': 0}
            lr_schedule | {'type': 'step', 'step_size': 3} | {'type': 'step', 'step_size': 3, 'gamma': 0.1, 'warmup_epochs': 0}
            lr_schedule | {'type': 'cosine'} | {'type': 'cosine', 'min_learning_rate': 0.0, 'warmup_epochs': 0}
            early_stopping | {} | {'metric': 'validation_loss', 'patience': 5, 'min_delta': 0.0, 'restore_best': true}
            ema | {} | {'decay': 0.999}
            evaluation | {} | {'top_k': 5}
            evaluation | {'top_k': null} | {'top_k': null}
            lr_schedule | {'type': 'reduce_on_plateau'} | {'type': 'reduce_on_plateau', 'metric': 'validation_loss', 'factor': 0.1, 'patience': 10, 'threshold': 1e-4, 'threshold_mode': 'rel', 'cooldown': 0, 'min_lr': 0.0, 'eps': 1e-8, 'warmup_epochs': 0}
            augmentation | [{'type': 'random_horizontal_flip'}] | [{'type': 'random_horizontal_flip', 'p': 0.5}]
            augmentation | [{'type': 'random_rotation', 'degrees': 10}] | [{'type': 'random_rotation', 'degrees': 10.0, 'interpolation': 'nearest'}]
            augmentation | [{'type': 'color_jitter', 'hue': 0.1}] | [{'type': 'color_jitter', 'brightness': 0.0, 'contrast': 0.0, 'saturation': 0.0, 'hue': 0.1}]
            augmentation | [{'type': 'random_erasing'}] | [{'type': 'random_erasing', 'p': 0.5, 'scale': [0.02, 0.33], 'ratio': [0.3, 3.3]}]
            augmentation | [{'type': 'cutout', 'size': 16}] | [{'type': 'cutout', 'size': 16}]
            augmentation | [{'type': 'mixup'}, {'type': 'cutmix'}] | [{'type': 'mixup', 'alpha': 1.0}, {'type': 'cutmix', 'alpha': 1.0}]
            preprocessing | {} | {'standardize': {'from': 'train'}}
            preprocessing | {'standardize': {}} | {'standardize': {'from': 'train'}}
            """)
    void a_section_resolves_to_the_defaults_of_its_type(String name, String sent, String resolved) {
        assertThat(resolve("'model': {'preset': 'linear'}, 'training': {'epochs': 10}, '" + name + "': " + sent)
                        .get(name))
                .isEqualTo(Json.parse(resolved));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'type': 'constant', 'value': 1} | {'type': 'constant', 'value': 1.0}
            {'type': 'uniform'} | {'type': 'uniform', 'a': 0.0, 'b': 1.0}
            {'type': 'normal'} | {'type': 'normal', 'mean': 0.0, 'std': 1.0}
            {'type': 'xavier_uniform'} | {'type': 'xavier_uniform', 'gain': 1.0}
            {'type': 'xavier_normal'} | {'type': 'xavier_normal', 'gain': 1.0}
            {'type': 'kaiming_uniform'} | {'type': 'kaiming_uniform', 'a': 0.0, 'mode': 'fan_in', 'nonlinearity': 'leaky_relu'}
            {'type': 'kaiming_normal'} | {'type': 'kaiming_normal', 'a': 0.0, 'mode': 'fan_in', 'nonlinearity': 'leaky_relu'}
            """)
    void an_initialization_resolves_to_the_defaults_of_torch_nn_init(String sent, String resolved) {
        JsonNode rules = resolve(
                        "'model': {'preset': 'linear'}, 'weight_init': [{'layers': 'linear', 'weight': " + sent + "}]")
                .get("weight_init");

        assertThat(rules).isEqualTo(Json.parse("[{'layers': 'linear', 'weight': " + resolved + ", 'bias': null}]"));
    }

    @Test
    void without_a_best_checkpoint_early_stopping_restores_none() {
        JsonNode resolved =
                resolve("'model': {'preset': 'linear'}, 'early_stopping': {}, 'checkpoints': {'keep_best': 0}");

        assertThat(resolved.at("/early_stopping/restore_best").booleanValue()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'seed': 1 | true
            'checkpoints': {'keep_best': 0} | false
            'early_stopping': {} | true
            'early_stopping': {'restore_best': false} | false
            'early_stopping': {'restore_best': false}, 'checkpoints': {'keep_best': 3} | false
            'early_stopping': {'restore_best': true}, 'checkpoints': {'keep_best': 3} | true
            """)
    void the_best_checkpoint_is_tested_where_one_is_kept_unless_early_stopping_says_otherwise(
            String fields, boolean restores) {
        assertThat(SpecReader.read(Json.specWith(fields)).restoresBest()).isEqualTo(restores);
    }

    @Test
    void without_validation_data_no_best_checkpoints_are_kept() {
        JsonNode resolved = SpecWriter.write(
                SpecReader.read(Json.specWith("'dataset': {'name': 'mnist', 'validation_fraction': 0}")));

        assertThat(resolved.at("/checkpoints/keep_best").intValue()).isZero();
    }

    /** Once through text, as a client would see it. */
    private static JsonNode resolve(String fields) {
        return Json.parse(
                SpecWriter.write(SpecReader.read(Json.specWith(fields))).toString());
    }
}
