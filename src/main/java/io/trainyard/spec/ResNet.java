package io.trainyard.spec;

import static io.trainyard.spec.PresetParts.batchNorm;
import static io.trainyard.spec.PresetParts.conv1x1;
import static io.trainyard.spec.PresetParts.conv3x3;
import static io.trainyard.spec.PresetParts.relu;

import java.util.ArrayList;
import java.util.List;

/**
 * He et al., arXiv:1512.03385, with basic blocks, for small images: the stem is a 3x3 convolution without pooling, and
 * each stage but the first halves height and width. A shortcut whose shape changes has a 1x1 convolution and batch norm
 * (the paper's option B).
 *
 * @param widths channels of each stage; the stem has the first stage's
 * @param blocks in each stage
 */
record ResNet(List<Integer> widths, int blocks) {

    /** Section 4.2: 6 n + 2 layers deep. */
    static ResNet cifar(int depth) {
        return new ResNet(List.of(16, 32, 64), (depth - 2) / 6);
    }

    /** ResNet-18 of table 1. */
    static ResNet eighteen() {
        return new ResNet(List.of(64, 128, 256, 512), 2);
    }

    List<Layer> layers(ImageShape input, int classes) {
        List<Layer> layers = new ArrayList<>(List.of(conv3x3(widths.get(0), 1), batchNorm(), relu()));
        int channels = widths.get(0);
        for (int width : widths) {
            for (int block = 0; block < blocks; block++) {
                layers.add(block(channels, width));
                layers.add(relu());
                channels = width;
            }
        }
        layers.add(PresetParts.globalAveragePool());
        layers.add(new Layer.Flatten());
        layers.add(PresetParts.linear(classes));
        return layers;
    }

    private static Layer block(int channels, int width) {
        int stride = channels == width ? 1 : 2;
        return new Layer.Residual(
                List.of(conv3x3(width, stride), batchNorm(), relu(), conv3x3(width, 1), batchNorm()),
                stride == 1 ? List.of() : List.of(conv1x1(width, stride), batchNorm()));
    }
}
