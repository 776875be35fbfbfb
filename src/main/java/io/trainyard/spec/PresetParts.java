package io.trainyard.spec;

import io.trainyard.spec.Layer.Size;

/** The layers that the presets are made of. */
final class PresetParts {

    private PresetParts() {}

    static Layer conv(int channels, int kernel, int stride, int padding, boolean bias) {
        return new Layer.Conv2d(channels, Size.square(kernel), Size.square(stride), Size.square(padding), bias);
    }

    /** Without bias; keeps height and width at stride 1. */
    static Layer conv3x3(int channels, int stride) {
        return conv(channels, 3, stride, 1, false);
    }

    /** Without bias. */
    static Layer conv1x1(int channels, int stride) {
        return conv(channels, 1, stride, 0, false);
    }

    static Layer batchNorm() {
        return new Layer.BatchNorm2d(1e-5, 0.1);
    }

    static Layer relu() {
        return new Layer.Relu();
    }

    /** Halves height and width. */
    static Layer maxPool() {
        return new Layer.MaxPool2d(Size.square(2), Size.square(2), Size.square(0));
    }

    static Layer globalAveragePool() {
        return new Layer.AdaptiveAvgPool2d(Size.square(1));
    }

    static Layer linear(int features) {
        return new Layer.Linear(features, true);
    }
}
