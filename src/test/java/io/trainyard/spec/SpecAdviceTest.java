package io.trainyard.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SpecAdviceTest {

    private static final String HEAD = "{'type': 'flatten'}, {'type': 'linear', 'out_features': 10}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /dataset/validation_fraction | no_validation | 'dataset': {'name': 'mnist', 'validation_fraction': 0}
            /preprocessing/standardize/from | not_standardized | 'preprocessing': {'standardize': {'from': 'none'}}
            /preprocessing/standardize/std | mean_of_image_stds | 'preprocessing': {'standardize': {'mean': [0.4914, 0.4822, 0.4465], 'std': [0.2023, 0.1994, 0.2010]}}
            /augmentation/0 | flipped_digits | 'dataset': {'name': 'mnist'}, 'augmentation': [{'type': 'random_horizontal_flip'}]
            /augmentation/0 | colours_of_grey | 'dataset': {'name': 'mnist'}, 'augmentation': [{'type': 'color_jitter', 'contrast': 0.2, 'hue': 0.1}]
            /weight_init/0/layers | init_without_layer | 'weight_init': [{'layers': 'conv2d', 'weight': {'type': 'normal'}}]
            /weight_init/0/layers | init_without_layer | 'weight_init': [{'layers': 'batch_norm1d', 'weight': {'type': 'ones'}}], 'model': {'layers': [{'type': 'flatten'}, {'type': 'batch_norm1d', 'affine': false}, {'type': 'linear', 'out_features': 10}]}
            /weight_init/0/weight | symmetric_weights | 'weight_init': [{'layers': 'linear', 'weight': {'type': 'constant', 'value': 0}}]
            /weight_init/0/weight | symmetric_weights | 'weight_init': [{'layers': 'linear', 'weight': {'type': 'zeros'}}]
            /weight_init/0/weight | symmetric_weights | 'weight_init': [{'layers': 1, 'weight': {'type': 'zeros'}}]
            /weight_init/1/layers | overruled_init | 'weight_init': [{'layers': '*', 'weight': {'type': 'normal'}}, {'layers': 1, 'weight': {'type': 'uniform'}}]
            /optimizer/learning_rate | high_learning_rate | 'optimizer': {'type': 'adam', 'learning_rate': 0.1}
            /optimizer/learning_rate | high_learning_rate | 'optimizer': {'type': 'sgd', 'learning_rate': 10}
            /optimizer/learning_rate | high_learning_rate | 'optimizer': {'type': 'adamw', 'learning_rate': 0.1}
            /optimizer/learning_rate | high_learning_rate | 'optimizer': {'type': 'rmsprop', 'learning_rate': 0.1}
            /optimizer/learning_rate | high_learning_rate | 'optimizer': {'type': 'adagrad', 'learning_rate': 2}
            /optimizer/dampening | nothing_to_dampen | 'optimizer': {'type': 'sgd', 'dampening': 0.1}
            /lr_schedule/milestones/0 | never_steps | 'lr_schedule': {'type': 'multistep', 'milestones': [10, 12]}
            /lr_schedule/t_0 | never_restarts | 'lr_schedule': {'type': 'cosine_restarts', 't_0': 10}
            /lr_schedule/warmup_epochs | warms_up_twice | 'lr_schedule': {'type': 'one_cycle', 'warmup_epochs': 1}, 'training': {'epochs': 10}
            /lr_schedule/patience | never_reduces | 'lr_schedule': {'type': 'reduce_on_plateau', 'patience': 7, 'warmup_epochs': 1}
            /lr_schedule/pct_start | never_rises | 'dataset': {'name': 'mnist', 'train_limit': 500}, 'lr_schedule': {'type': 'one_cycle'}, 'training': {'epochs': 1}
            /training/epochs | never_falls | 'lr_schedule': {'type': 'cosine', 'warmup_epochs': 9}
            /training/epochs | never_falls | 'lr_schedule': {'type': 'exponential', 'gamma': 0.5}, 'training': {'epochs': 1}
            /training/epochs | never_falls | 'lr_schedule': {'type': 'polynomial'}, 'training': {'epochs': 1}
            /ema/decay | slow_average | 'ema': {'decay': 0.9999}
            /training/batch_size | single_image_batch | 'dataset': {'name': 'mnist', 'train_limit': 201, 'validation_fraction': 0.2}, 'training': {'batch_size': 16}, 'model': {'layers': [{'type': 'flatten'}, {'type': 'batch_norm1d'}, {'type': 'linear', 'out_features': 10}]}
            /training/batch_size | noisy_batch_statistics | 'model': {'preset': 'vgg11_bn'}, 'training': {'batch_size': 4}
            /training/batch_size | noisy_batch_statistics | 'model': {'layers': [{'type': 'residual', 'layers': [{'type': 'batch_norm2d'}]}, {'type': 'flatten'}, {'type': 'linear', 'out_features': 10}]}, 'training': {'batch_size': 4}
            /early_stopping/patience | never_stops_early | 'early_stopping': {'patience': 10}
            /lr_schedule/step_size | never_steps | 'lr_schedule': {'type': 'step', 'step_size': 9, 'warmup_epochs': 1}
            """)
    void says_what_is_odd(String pointer, String code, String fields) {
        assertOnlyWarning(pointer, code, fields);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /model/layers/0/bias | redundant_bias | {'type': 'conv2d', 'out_channels': 8, 'kernel_size': 3}, {'type': 'batch_norm2d'}, {'type': 'relu'}, HEAD
            /model/layers/1/bias | redundant_bias | {'type': 'flatten'}, {'type': 'linear', 'out_features': 8}, {'type': 'batch_norm1d'}, {'type': 'relu'}, {'type': 'linear', 'out_features': 10}
            /model/layers/3 | no_nonlinearity | {'type': 'conv2d', 'out_channels': 8, 'kernel_size': 3}, {'type': 'adaptive_avg_pool2d', 'output_size': 1}, HEAD
            /model/layers/3 | no_nonlinearity | {'type': 'conv2d', 'out_channels': 8, 'kernel_size': 3}, {'type': 'avg_pool2d', 'kernel_size': 2}, HEAD
            /model/layers/0/layers/0/bias | redundant_bias | {'type': 'residual', 'layers': [{'type': 'conv2d', 'out_channels': 3, 'kernel_size': 1}, {'type': 'batch_norm2d'}]}, HEAD
            /model/layers/0/shortcut/1 | no_nonlinearity | {'type': 'residual', 'layers': [{'type': 'relu'}], 'shortcut': [{'type': 'conv2d', 'out_channels': 8, 'kernel_size': 1}, {'type': 'conv2d', 'out_channels': 3, 'kernel_size': 1}]}, HEAD
            /model/layers/0/layers/0/approximate | approximated_gelu | {'type': 'residual', 'layers': [{'type': 'gelu'}]}, {'type': 'gelu'}, HEAD
            /model/layers/2 | clipped_logits | HEAD, {'type': 'relu'}
            /model/layers/2 | clipped_logits | HEAD, {'type': 'sigmoid'}
            /model/layers/2 | clipped_logits | HEAD, {'type': 'dropout'}
            """)
    void says_what_is_odd_about_the_layers(String pointer, String code, String layers) {
        assertOnlyWarning(pointer, code, "'model': {'layers': [" + layers.replace("HEAD", HEAD) + "]}");
    }

    @ParameterizedTest
    @EnumSource
    void has_nothing_to_say_about_presets(Preset preset) {
        assertThat(SpecAdvice.of(SpecReader.read(Json.specWith("'model': {'preset': '" + preset.id() + "'}"))))
                .isEmpty();
    }

    @Test
    void has_nothing_to_say_about_a_sound_network() {
        assertThat(SpecAdvice.of(SpecReader.read(Json.specWithLayers(
                        "{'type': 'conv2d', 'out_channels': 8, 'kernel_size': 3, 'bias': false}, {'type': 'batch_norm2d'},"
                                + " {'type': 'relu'}, {'type': 'conv2d', 'out_channels': 8, 'kernel_size': 3},"
                                + " {'type': 'max_pool2d', 'kernel_size': 2}, {'type': 'dropout'}, "
                                + HEAD))))
                .isEmpty();
    }

    private static void assertOnlyWarning(String pointer, String code, String fields) {
        assertThat(SpecAdvice.of(SpecReader.read(Json.specWith(fields))))
                .singleElement()
                .satisfies(warning -> assertThat(warning.pointer()).isEqualTo(pointer))
                .satisfies(warning -> assertThat(warning.code()).isEqualTo(code));
    }
}
