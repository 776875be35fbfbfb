package io.trainyard.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One mistake, one violation: where it is, what kind it is, and what would be right. */
class InvalidSpecsTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /datset | unknown_field | 'datset': 1 | Did you mean "dataset"?
            /a~1b~0c | unknown_field | 'a/b~c': 1 | Unknown field "a/b~c". Known here: name, labels
            /name | wrong_type | 'name': 5 | a string of at most 200 characters, but received the number 5
            /name | wrong_length | 'name': '' | 1 to 200 characters
            /name | wrong_length | 'name': '  ' | must not be blank
            /name | invalid_text | 'name': 'a\\u0000b' | Control characters
            /labels | wrong_type | 'labels': ['a'] | an object of strings
            /labels/x~1y | wrong_type | 'labels': {'x/y': 1} | a string
            /labels/ | wrong_length | 'labels': {'': 'x'} | A label's key must have 1 to 64 characters
            /notes | wrong_type | 'notes': null | null is not allowed here; leave the field out
            /seed | wrong_type | 'seed': 1.5 | a whole number of at most 64 bits, but received the number 1.5
            /seed | out_of_range | 'seed': 9223372036854775808 | at most 64 bits
            /seed | wrong_type | 'seed': '7' | (without quotes), but received the string "7"
            /priority | out_of_range | 'priority': 1001 | from -1000 to 1000, but received the number 1001
            /dataset | wrong_type | 'dataset': 'cifar10' | an object, but received the string "cifar10"
            /dataset | wrong_type | 'dataset': null | an object, but received null
            /dataset/name | missing_field | 'dataset': {} | "name" is required, one of cifar10, mnist
            /dataset/name | unknown_value | 'dataset': {'name': 'cifar-10'} | Did you mean "cifar10"? Known: cifar10, mnist, fashion_mnist, shapes.
            /dataset/validation_fraction | out_of_range | 'dataset': {'name': 'mnist', 'validation_fraction': 1} | a number from 0 to below 1
            /dataset/validation_fraction | conflict | 'dataset': {'name': 'mnist', 'train_limit': 50}, 'training': {'batch_size': 8} | 0.1 of 50 images leaves 45 to train on and 5 to validate with; each needs at least 10
            /dataset/train_limit | out_of_range | 'dataset': {'name': 'mnist', 'train_limit': 9, 'validation_fraction': 0} | from 10 to
            /dataset/test_limit | out_of_range | 'dataset': {'name': 'mnist', 'test_limit': 0} | from 10 to
            /preprocessing/standardise | unknown_field | 'preprocessing': {'standardise': {'from': 'train'}} | Did you mean "standardize"?
            /preprocessing/standardize/from | unknown_value | 'preprocessing': {'standardize': {'from': 'imagenet'}} | Known: none, per_image, train
            /preprocessing/standardize/std | missing_field | 'preprocessing': {'standardize': {'mean': [0.5, 0.5, 0.5]}} | "mean" and "std" go together
            /preprocessing/standardize/from | conflict | 'preprocessing': {'standardize': {'from': 'train', 'mean': [0.5, 0.5, 0.5], 'std': [1, 1, 1]}} | not both
            /preprocessing/standardize/std/1 | out_of_range | 'preprocessing': {'standardize': {'mean': [0.5, 0.5, 0.5], 'std': [1, 0, 1]}} | a number above 0
            /preprocessing/standardize/mean | wrong_length | 'preprocessing': {'standardize': {'mean': [0.5], 'std': [1, 1, 1]}} | cifar10 has 3 channels, so 3 values are needed here, but 1 was given
            /augmentation | wrong_type | 'augmentation': {'type': 'random_crop'} | an array
            /augmentation/0/type | unknown_value | 'augmentation': [{'type': 'random_croop', 'padding': 4}] | Did you mean "random_crop"?
            /augmentation/0/padding | missing_field | 'augmentation': [{'type': 'random_crop'}] | "padding" is required
            /augmentation/1/padding | conflict | 'augmentation': [{'type': 'random_horizontal_flip'}, {'type': 'random_crop', 'padding': 32}] | Images are 32 pixels wide
            /augmentation/0/p | out_of_range | 'augmentation': [{'type': 'random_horizontal_flip', 'p': 1.1}] | a number from 0 to 1
            /augmentation/0/degrees | out_of_range | 'augmentation': [{'type': 'random_rotation', 'degrees': 181}] | above 0 and at most 180
            /augmentation/0/interpolation | unknown_value | 'augmentation': [{'type': 'random_rotation', 'degrees': 9, 'interpolation': 'bicubic'}] | Known: bilinear, nearest
            /augmentation/0/brightness | conflict | 'augmentation': [{'type': 'color_jitter'}] | changes nothing
            /augmentation/0/hue | out_of_range | 'augmentation': [{'type': 'color_jitter', 'hue': 0.6}] | from 0 to 0.5
            /augmentation/0/scale | wrong_length | 'augmentation': [{'type': 'random_erasing', 'scale': [0.1]}] | exactly 2
            /augmentation/0/scale | conflict | 'augmentation': [{'type': 'random_erasing', 'scale': [0.3, 0.1]}] | starts at 0.3 and ends below, at 0.1
            /augmentation/0/size | conflict | 'augmentation': [{'type': 'cutout', 'size': 33}] | Images are 32 pixels wide; a square of 33
            /augmentation/0/alpha | out_of_range | 'augmentation': [{'type': 'mixup', 'alpha': 0}] | from 0.001 to 1000
            /augmentation/1 | conflict | 'augmentation': [{'type': 'mixup'}, {'type': 'random_crop', 'padding': 4}] | random_crop works on 8-bit images, so it must come before mixup, which works on whole batches
            /augmentation/1 | conflict | 'augmentation': [{'type': 'cutout', 'size': 4}, {'type': 'random_horizontal_flip'}] | before cutout, which works on standardized images
            /augmentation/0 | conflict | 'augmentation': [{'type': 'cutmix'}], 'training': {'batch_size': 1} | cutmix mixes the images of a batch, but training.batch_size is 1
            /model/layers | missing_field | 'model': {} | Give "layers" or a "preset"
            /model/preset | conflict | 'model': {'preset': 'mlp', 'layers': [{'type': 'flatten'}]} | not both
            /model/preset | unknown_value | 'model': {'preset': 'vgg12'} | Did you mean "vgg11"? Known: linear, mlp, lenet5, alexnet_cifar, vgg11, vgg11_bn
            /model/preset | wrong_type | 'model': {'preset': null} | null is not allowed here
            /model/preset | wrong_type | 'model': {'preset': 11} | preset as a string
            /model/layers | wrong_length | 'model': {'layers': []} | 1 to 1000 items, but received an array of 0
            /model/hidden | conflict | 'model': {'preset': 'vgg11', 'hidden': [5]} | gives the widths of the preset mlp
            /model/hidden | wrong_length | 'model': {'preset': 'mlp', 'hidden': []} | 1 to 100 items
            /model/hidden/0 | out_of_range | 'model': {'preset': 'mlp', 'hidden': [0]} | from 1 to 65536
            /weight_init/0/layers | unknown_value | 'weight_init': [{'layers': 'conv', 'weight': {'type': 'normal'}}] | Known: conv2d, linear, batch_norm2d, batch_norm1d, *.
            /weight_init/0/weight | conflict | 'weight_init': [{'layers': '*'}] | says neither
            /weight_init/0/weight/type | unknown_value | 'weight_init': [{'layers': 'linear', 'weight': {'type': 'kaiming_normal_'}}] | Did you mean "kaiming_normal"?
            /weight_init/0/weight/type | unknown_value | 'weight_init': [{'layers': 'batch_norm2d', 'weight': {'type': 'kaiming_normal'}}] | It needs a fan-in
            /weight_init/0/bias/type | unknown_value | 'weight_init': [{'layers': 'linear', 'bias': {'type': 'xavier_normal'}}] | It needs a fan-in
            /weight_init/0/weight/value | missing_field | 'weight_init': [{'layers': 'linear', 'weight': {'type': 'constant'}}] | "value" is required
            /weight_init/0/weight/b | conflict | 'weight_init': [{'layers': 'linear', 'weight': {'type': 'uniform', 'a': 2}}] | must not be below the lower bound
            /weight_init/0/weight/type | unknown_value | 'weight_init': [{'layers': 'linear', 'weight': {'type': 'dirac'}}] | It is for the kernels of conv2d
            /weight_init/0/weight/type | unknown_value | 'weight_init': [{'layers': '*', 'weight': {'type': 'sparse', 'sparsity': 0.1}}] | It is for the matrices of linear
            /weight_init/0/bias/type | unknown_value | 'weight_init': [{'layers': 'linear', 'bias': {'type': 'orthogonal'}}] | It needs a matrix, which a vector is not
            /weight_init/0/weight/sparsity | missing_field | 'weight_init': [{'layers': 'linear', 'weight': {'type': 'sparse'}}] | "sparsity" is required
            /weight_init/0/weight/sparsity | out_of_range | 'weight_init': [{'layers': 'linear', 'weight': {'type': 'sparse', 'sparsity': 2}}] | from 0 to 1
            /weight_init/0/weight/b | conflict | 'weight_init': [{'layers': 'linear', 'weight': {'type': 'trunc_normal', 'a': 2}}] | must be above the lower bound
            /weight_init/0/weight/mean | conflict | 'weight_init': [{'layers': 'linear', 'weight': {'type': 'trunc_normal', 'mean': 5}}] | more than two standard deviations outside of [-2.0, 2.0]
            /weight_init/0/weight/mode | unknown_value | 'weight_init': [{'layers': '*', 'weight': {'type': 'kaiming_normal', 'mode': 'fan_avg'}}] | Known: fan_in, fan_out
            /weight_init/0/layers | wrong_type | 'weight_init': [{'layers': true, 'weight': {'type': 'normal'}}] | a layer's index such as 4, or its path such as "4.layers.0", but received true
            /weight_init/0/layers | out_of_range | 'weight_init': [{'layers': -1, 'weight': {'type': 'normal'}}] | from 0 to 999
            /weight_init/0/layers | wrong_length | 'weight_init': [{'layers': [], 'weight': {'type': 'normal'}}] | 1 to 1000 items
            /weight_init/0/layers/1 | wrong_type | 'weight_init': [{'layers': [1, 'linear'], 'weight': {'type': 'normal'}}] | but received the string "linear"
            /weight_init/0/layers | unknown_value | 'weight_init': [{'layers': 2, 'weight': {'type': 'normal'}}] | There is no layer "2"; model.layers has 0 to 1, and a layer in a block is named like
            /weight_init/0/layers/1 | unknown_value | 'weight_init': [{'layers': [1, '1.layers.0'], 'weight': {'type': 'normal'}}] | There is no layer "1.layers.0"
            /weight_init/0/layers | conflict | 'weight_init': [{'layers': 0, 'weight': {'type': 'normal'}}] | Layer 0 (flatten) has no weights to start
            /weight_init/0/layers | conflict | 'weight_init': [{'layers': 0, 'weight': {'type': 'normal'}}], 'model': {'layers': [{'type': 'residual', 'layers': [{'type': 'batch_norm2d'}]}, {'type': 'flatten'}, {'type': 'linear', 'out_features': 10}]} | Layer 0 (residual) has no conv2d or linear in it
            /weight_init/0/layers | conflict | 'weight_init': [{'layers': 0, 'weight': {'type': 'zeros'}}], 'model': {'layers': [{'type': 'batch_norm2d', 'affine': false}, {'type': 'flatten'}, {'type': 'linear', 'out_features': 10}]} | Layer 0 (batch_norm2d) has no scale and shift to start, as its affine is false
            /weight_init/0/weight/type | conflict | 'weight_init': [{'layers': 1, 'weight': {'type': 'dirac'}}] | Layer 1 (linear) has not only kernels of conv2d
            /weight_init/0/weight/type | conflict | 'model': {'preset': 'resnet20'}, 'weight_init': [{'layers': '3.layers.0', 'weight': {'type': 'sparse', 'sparsity': 0.1}}] | matrices of linear
            /weight_init/0/weight/type | conflict | 'model': {'preset': 'resnet20'}, 'weight_init': [{'layers': 1, 'weight': {'type': 'kaiming_normal'}}] | Layer 1 (batch_norm2d) starts a scale, which is a vector
            /weight_init/0/bias | conflict | 'model': {'preset': 'resnet20'}, 'weight_init': [{'layers': '9.shortcut.0', 'bias': {'type': 'zeros'}}] | Layer 9.shortcut.0 (conv2d) has no bias
            /weight_init/0/bias | conflict | 'model': {'preset': 'resnet20'}, 'weight_init': [{'layers': 9, 'bias': {'type': 'zeros'}}] | Layer 9 (residual) has no bias
            /loss/type | unknown_value | 'loss': {'type': 'mse'} | Known: cross_entropy
            /loss/label_smoothing | out_of_range | 'loss': {'type': 'cross_entropy', 'label_smoothing': 1.0} | from 0 to below 1
            /loss/class_weights | wrong_length | 'loss': {'type': 'cross_entropy', 'class_weights': [1, 2, 3]} | cifar10 has 10 classes, so 10 weights are needed here, one for each class, but 3 were given
            /loss/class_weights | wrong_type | 'loss': {'type': 'cross_entropy', 'class_weights': 'balanced'} | an array
            /loss/class_weights/1 | out_of_range | 'loss': {'type': 'cross_entropy', 'class_weights': [1, 0, 1, 1, 1, 1, 1, 1, 1, 1]} | a number above 0
            /optimizer/type | missing_field | 'optimizer': {'learning_rate': 0.1} | "type" is required, one of adagrad, adam, adamw, rmsprop, sgd.
            /optimizer/type | unknown_value | 'optimizer': {'type': 'adam_w'} | Did you mean "adamw"? Known: adagrad, adam, adamw, rmsprop, sgd
            /optimizer/type | unknown_value | 'optimizer': {'type': 'RMSprop'} | Did you mean "rmsprop"?
            /optimizer/nesterov | conflict | 'optimizer': {'type': 'sgd', 'momentum': 0.9, 'nesterov': true, 'dampening': 0.1} | cannot be dampened
            /optimizer/dampening | out_of_range | 'optimizer': {'type': 'sgd', 'dampening': 1.1} | a number from 0 to 1
            /optimizer/betas/0 | out_of_range | 'optimizer': {'type': 'adamw', 'betas': [1, 0.9]} | from 0 to below 1
            /optimizer/alpha | out_of_range | 'optimizer': {'type': 'rmsprop', 'alpha': 1} | from 0 to below 1
            /optimizer/centered | wrong_type | 'optimizer': {'type': 'rmsprop', 'centered': 1} | true or false
            /optimizer/centred | unknown_field | 'optimizer': {'type': 'rmsprop', 'centred': true} | Did you mean "centered"?
            /optimizer/eps | out_of_range | 'optimizer': {'type': 'adagrad', 'eps': 0} | above 0 and at most 1
            /optimizer/lr_decay | out_of_range | 'optimizer': {'type': 'adagrad', 'lr_decay': -0.1} | from 0 to 1000
            /optimizer/initial_accumulator_value | out_of_range | 'optimizer': {'type': 'adagrad', 'initial_accumulator_value': -1} | from 0 to 1000
            /gradient_clipping | wrong_type | 'gradient_clipping': 1.0 | an object, but received the number 1.0
            /gradient_clipping/max_norm | missing_field | 'gradient_clipping': {} | Give "max_norm" or "max_value", for example {"max_norm": 1}.
            /gradient_clipping/max_value | conflict | 'gradient_clipping': {'max_norm': 1, 'max_value': 1} | not both
            /gradient_clipping/max_norm | out_of_range | 'gradient_clipping': {'max_norm': 0} | above 0 and at most 1000000
            /gradient_clipping/max_value | out_of_range | 'gradient_clipping': {'max_value': -1} | above 0 and at most 1000000
            /gradient_clipping/max_norms | unknown_field | 'gradient_clipping': {'max_norm': 1, 'max_norms': 1} | Did you mean "max_norm"?
            /optimizer/lr | unknown_field | 'optimizer': {'type': 'sgd', 'lr': 0.1} | Did you mean "learning_rate"?
            /optimizer/momentum | unknown_field | 'optimizer': {'type': 'adam', 'momentum': 0.9} | Known here: type, learning_rate, betas, eps
            /optimizer/learning_rate | out_of_range | 'optimizer': {'type': 'sgd', 'learning_rate': 0} | a number above 0 and at most 1000
            /optimizer/learning_rate | out_of_range | 'optimizer': {'type': 'sgd', 'learning_rate': 1e999} | a number above 0 and at most 1000
            /optimizer/learning_rate | wrong_type | 'optimizer': {'type': 'sgd', 'learning_rate': '1e-3'} | (without quotes)
            /optimizer/nesterov | conflict | 'optimizer': {'type': 'sgd', 'nesterov': true} | needs a "momentum" above 0
            /optimizer/nesterov | wrong_type | 'optimizer': {'type': 'sgd', 'nesterov': 'yes'} | true or false
            /optimizer/betas | wrong_length | 'optimizer': {'type': 'adam', 'betas': [0.9]} | exactly 2 items
            /optimizer/betas/1 | out_of_range | 'optimizer': {'type': 'adam', 'betas': [0.9, 1]} | from 0 to below 1
            /lr_schedule/type | unknown_value | 'lr_schedule': {'type': 'cosin'} | Did you mean "cosine"?
            /lr_schedule/type | unknown_value | 'lr_schedule': {'type': 'onecycle'} | Did you mean "one_cycle"? Known: constant, cosine, cosine_restarts, exponential, multistep, one_cycle, polynomial, reduce_on_plateau, step.
            /lr_schedule/milestones | missing_field | 'lr_schedule': {'type': 'multistep'} | "milestones" is required
            /lr_schedule/milestones | wrong_length | 'lr_schedule': {'type': 'multistep', 'milestones': []} | 1 to 1000 items
            /lr_schedule/milestones | conflict | 'lr_schedule': {'type': 'multistep', 'milestones': [3, 5, 5]} | Milestones must ascend, but 5 comes after 5.
            /lr_schedule/milestones/1 | out_of_range | 'lr_schedule': {'type': 'multistep', 'milestones': [3, 0]} | from 1 to 100000
            /lr_schedule/gamma | missing_field | 'lr_schedule': {'type': 'exponential'} | "gamma" is required
            /lr_schedule/gamma | out_of_range | 'lr_schedule': {'type': 'exponential', 'gamma': 0} | above 0 and at most 10
            /lr_schedule/power | out_of_range | 'lr_schedule': {'type': 'polynomial', 'power': 0} | above 0 and at most 100
            /lr_schedule/t_0 | missing_field | 'lr_schedule': {'type': 'cosine_restarts'} | "t_0" is required
            /lr_schedule/t_mult | wrong_type | 'lr_schedule': {'type': 'cosine_restarts', 't_0': 2, 't_mult': 1.5} | a whole number from 1 to 1000
            /lr_schedule/min_learning_rate | conflict | 'lr_schedule': {'type': 'cosine_restarts', 't_0': 2, 'min_learning_rate': 0.01} | falls from the optimizer's learning rate, 0.001
            /training/epochs | missing_field | 'lr_schedule': {'type': 'one_cycle'} | is required with the schedule one_cycle
            /training/epochs | missing_field | 'lr_schedule': {'type': 'one_cycle'}, 'training': {'batch_size': 64} | is required with the schedule one_cycle
            /lr_schedule/pct_start | out_of_range | 'lr_schedule': {'type': 'one_cycle', 'pct_start': 30}, 'training': {'epochs': 10} | a number from 0 to 1
            /lr_schedule/div_factor | out_of_range | 'lr_schedule': {'type': 'one_cycle', 'div_factor': 0}, 'training': {'epochs': 10} | above 0
            /lr_schedule/max_lr | unknown_field | 'lr_schedule': {'type': 'one_cycle', 'max_lr': 0.1}, 'training': {'epochs': 10} | Known here: type, pct_start, div_factor, final_div_factor, warmup_epochs.
            /lr_schedule/step_size | missing_field | 'lr_schedule': {'type': 'step'} | "step_size" is required
            /lr_schedule/warmup_epochs | conflict | 'lr_schedule': {'type': 'cosine', 'warmup_epochs': 10} | A warm-up of 10 of 10 epochs
            /lr_schedule/min_learning_rate | conflict | 'lr_schedule': {'type': 'cosine', 'min_learning_rate': 0.01} | falls from the optimizer's learning rate, 0.001
            /lr_schedule/min_lr | conflict | 'lr_schedule': {'type': 'reduce_on_plateau', 'min_lr': 0.01} | falls from the optimizer's learning rate, 0.001
            /lr_schedule/factor | out_of_range | 'lr_schedule': {'type': 'reduce_on_plateau', 'factor': 1} | from 0 to below 1
            /lr_schedule/threshold_mode | unknown_value | 'lr_schedule': {'type': 'reduce_on_plateau', 'threshold_mode': 'relative'} | Known: abs, rel
            /lr_schedule/metric | unknown_value | 'lr_schedule': {'type': 'reduce_on_plateau', 'metric': 'test_loss'} | Test data is for the final evaluation only
            /lr_schedule/mode | unknown_field | 'lr_schedule': {'type': 'reduce_on_plateau', 'mode': 'min'} | Known here: type, metric, factor, patience
            /lr_schedule/metric | conflict | 'dataset': {'name': 'mnist', 'validation_fraction': 0}, 'lr_schedule': {'type': 'reduce_on_plateau'} | The schedule watches the validation loss, but dataset.validation_fraction is 0
            /training/accumulate_batches | out_of_range | 'training': {'accumulate_batches': 1025} | from 1 to 1024
            /training/accumulate_batches | conflict | 'dataset': {'name': 'mnist', 'train_limit': 1000}, 'training': {'accumulate_batches': 9} | An epoch has 8 batches, fewer than the 9
            /ema/decay | out_of_range | 'ema': {'decay': 1} | from 0 to below 1
            /ema | wrong_type | 'ema': 0.999 | an object
            /evaluation/top_k | out_of_range | 'evaluation': {'top_k': 0} | from 1 to 1000
            /evaluation/top_k | conflict | 'evaluation': {'top_k': 10} | cifar10 has 10 classes, so every image would count as right among the best 10. Use at most 9
            /early_stopping/restore_best | conflict | 'early_stopping': {'restore_best': true}, 'checkpoints': {'keep_best': 0} | checkpoints.keep_best is 0
            /early_stopping/metric | unknown_value | 'early_stopping': {'metric': 'train_loss'} | Known: validation_loss, validation_accuracy
            /training/epochs | out_of_range | 'training': {'epochs': 0} | a whole number from 1 to 100000
            /training/epochs | wrong_type | 'training': {'epochs': 2.5} | a whole number from 1 to 100000, but received the number 2.5
            /training/epochs | wrong_type | 'training': {'epochs': [1]} | but received an array of 1
            /training/batch_size | conflict | 'dataset': {'name': 'mnist', 'train_limit': 100}, 'training': {'batch_size': 91} | There are 90 images to train on, fewer than one batch of 91
            /training/batch_size | conflict | 'training': {'batch_size': 1}, 'model': {'layers': [{'type': 'adaptive_avg_pool2d', 'output_size': 1}, {'type': 'batch_norm2d'}, {'type': 'flatten'}, {'type': 'linear', 'out_features': 10}]} | Layer 1 (batch norm) gets one value per channel of each image
            /training/max_runtime_seconds | out_of_range | 'training': {'max_runtime_seconds': 0} | from 1 to
            /training/target_accuracy | out_of_range | 'training': {'target_accuracy': 95} | a number above 0 and at most 1
            /training/target_accuracy | conflict | 'dataset': {'name': 'mnist', 'validation_fraction': 0}, 'training': {'target_accuracy': 0.9} | validation_fraction is 0
            /early_stopping | conflict | 'dataset': {'name': 'mnist', 'validation_fraction': 0}, 'early_stopping': {} | validation_fraction is 0
            /early_stopping/metric | unknown_value | 'early_stopping': {'metric': 'test_accuracy'} | Test data is for the final evaluation only
            /early_stopping/patience | out_of_range | 'early_stopping': {'patience': 0} | from 1 to
            /checkpoints/keep_best | conflict | 'dataset': {'name': 'mnist', 'validation_fraction': 0}, 'checkpoints': {'keep_best': 1} | validation_fraction is 0
            /checkpoints/keep_last | out_of_range | 'checkpoints': {'keep_last': 0} | from 1 to
            /retry/max_attempts | out_of_range | 'retry': {'max_attempts': 101} | from 1 to 100
            """)
    void is_refused_where_it_is_wrong(String pointer, String code, String fields, String message) {
        Refusal.assertOnlyViolation(Json.specWith(fields), pointer, code, message);
    }

    @Test
    void an_array_or_nothing_at_all_is_no_spec() {
        for (JsonNode json : List.of(Json.parse("[]"), Json.parse("3"), JsonNodeFactory.instance.missingNode())) {
            Refusal.assertOnlyViolation(json, "", "wrong_type", "an experiment spec: a JSON object");
        }
    }

    @Test
    void data_set_and_model_are_required() {
        assertThat(Refusal.violations(Json.parse("{}")))
                .extracting(Violation::pointer, Violation::code)
                .containsExactly(tuple("/dataset", "missing_field"), tuple("/model", "missing_field"));
    }

    @Test
    void all_violations_come_at_once_and_shapes_are_followed_past_an_error() {
        JsonNode json = Json.parse("""
                {
                  'sead': 1,
                  'dataset': {'name': 'cifar10', 'train_limit': -1},
                  'model': {'layers': [
                    {'type': 'max_pool2d', 'kernel_size': 33},
                    {'type': 'batch_norm2d'},
                    {'type': 'linear', 'out_features': 64},
                    {'type': 'batch_norm2d'},
                    {'type': 'linear', 'out_features': 'ten'}]},
                  'optimizer': {'type': 'sgd', 'momentum': 2},
                  'training': {'epochs': 1e9}
                }""");

        assertThat(Refusal.violations(json))
                .extracting(Violation::pointer)
                .containsExactlyInAnyOrder(
                        "/sead",
                        "/dataset/train_limit",
                        "/model/layers/0/kernel_size",
                        "/model/layers/3",
                        "/model/layers/4/out_features",
                        "/optimizer/momentum",
                        "/training/epochs");
    }

    @Test
    void more_than_a_hundred_violations_are_counted_only() {
        ObjectNode json = Json.specWith("");
        for (int i = 0; i < 5000; i++) {
            json.put("unknown" + i, i);
        }

        List<Violation> violations = Refusal.violations(json);

        assertThat(violations).hasSize(101);
        assertThat(violations.get(100).code()).isEqualTo("too_many_violations");
        assertThat(violations.get(100).message()).startsWith("4900 more");
    }
}
