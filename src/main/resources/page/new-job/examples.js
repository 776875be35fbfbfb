/** Specs to start from; each runs as it is. */
const SMALL = [
  { type: 'conv2d', out_channels: 16, kernel_size: 3, padding: 1, bias: false }, { type: 'batch_norm2d' }, { type: 'relu' }, { type: 'max_pool2d', kernel_size: 2 },
  { type: 'conv2d', out_channels: 32, kernel_size: 3, padding: 1, bias: false }, { type: 'batch_norm2d' }, { type: 'relu' }, { type: 'max_pool2d', kernel_size: 2 },
  { type: 'conv2d', out_channels: 64, kernel_size: 3, padding: 1, bias: false }, { type: 'batch_norm2d' }, { type: 'relu' }, { type: 'max_pool2d', kernel_size: 2 },
  { type: 'flatten' }, { type: 'linear', out_features: 10 }];

const SGD = { type: 'sgd', learning_rate: 0.01, momentum: 0.9, weight_decay: 5e-4 };
const CROP_AND_FLIP = [{ type: 'random_crop', padding: 4 }, { type: 'random_horizontal_flip', p: 0.5 }];

export const EXAMPLES = {
  quickstart: ['Quickstart: a small CNN on shapes', {
    name: 'quickstart', seed: 42, dataset: { name: 'shapes', train_limit: 6000, test_limit: 1000 }, model: { layers: SMALL },
    optimizer: SGD, lr_schedule: { type: 'cosine' }, training: { epochs: 6, batch_size: 64 } }],
  vgg: ['VGG-11 with batch norm on CIFAR-10', {
    name: 'vgg11-bn', labels: { model: 'vgg11_bn' }, seed: 42, dataset: { name: 'cifar10', validation_fraction: 0.1 },
    preprocessing: { standardize: { from: 'train' } }, augmentation: CROP_AND_FLIP, model: { preset: 'vgg11_bn' },
    optimizer: { type: 'sgd', learning_rate: 0.05, momentum: 0.9, weight_decay: 5e-4 },
    lr_schedule: { type: 'cosine', warmup_epochs: 1 }, training: { epochs: 20, batch_size: 128 } }],
  resnet: ['ResNet-20 on CIFAR-10', {
    name: 'resnet20', labels: { model: 'resnet20' }, seed: 42, dataset: { name: 'cifar10' }, augmentation: CROP_AND_FLIP, model: { preset: 'resnet20' },
    optimizer: { type: 'sgd', learning_rate: 0.1, momentum: 0.9, weight_decay: 1e-4 },
    lr_schedule: { type: 'multistep', milestones: [20, 30], gamma: 0.1 }, training: { epochs: 40, batch_size: 128 } }],
  mlp: ['MLP on Fashion-MNIST', {
    name: 'mlp', labels: { model: 'mlp' }, seed: 42, dataset: { name: 'fashion_mnist' }, model: { preset: 'mlp', hidden: [256, 128] },
    optimizer: { type: 'adam', learning_rate: 0.001 }, training: { epochs: 10, batch_size: 128 } }],
  linear: ['Linear baseline on CIFAR-10', {
    name: 'linear baseline', labels: { model: 'linear' }, seed: 42, dataset: { name: 'cifar10' }, model: { preset: 'linear' },
    optimizer: SGD, training: { epochs: 10, batch_size: 128 } }],
};
