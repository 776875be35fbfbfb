package io.trainyard.spec;

import static io.trainyard.spec.PresetParts.batchNorm;
import static io.trainyard.spec.PresetParts.conv1x1;
import static io.trainyard.spec.PresetParts.conv3x3;
import static io.trainyard.spec.PresetParts.relu;

import java.util.ArrayList;
import java.util.List;

/**
 * Zagoruyko and Komodakis, arXiv:1605.07146: batch norm and ReLU go before the convolutions. Where a block changes the
 * shape, both of its sides take the output of its first ReLU, as in the authors' code, so that stands before the block.
 *
 * @param depth 6 n + 4
 * @param factor how many times wider than a ResNet
 */
record WideResNet(int depth, int factor) {

    private static final int STEM = 16;

    List<Layer> layers(ImageShape input, int classes) {
        List<Layer> layers = new ArrayList<>(List.of(conv3x3(STEM, 1)));
        for (int stage = 0; stage < 3; stage++) {
            int width = (STEM << stage) * factor;
            widen(layers, width, stage == 0 ? 1 : 2);
            for (int block = 1; block < (depth - 4) / 6; block++) {
                layers.add(block(width));
            }
        }
        layers.addAll(List.of(batchNorm(), relu(), PresetParts.globalAveragePool()));
        layers.add(new Layer.Flatten());
        layers.add(PresetParts.linear(classes));
        return layers;
    }

    private static void widen(List<Layer> layers, int width, int stride) {
        layers.add(batchNorm());
        layers.add(relu());
        layers.add(new Layer.Residual(
                List.of(conv3x3(width, stride), batchNorm(), relu(), conv3x3(width, 1)),
                List.of(conv1x1(width, stride))));
    }

    private static Layer block(int width) {
        return new Layer.Residual(
                List.of(batchNorm(), relu(), conv3x3(width, 1), batchNorm(), relu(), conv3x3(width, 1)), List.of());
    }
}
