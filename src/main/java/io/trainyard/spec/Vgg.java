package io.trainyard.spec;

import static io.trainyard.spec.PresetParts.conv;

import java.util.ArrayList;
import java.util.List;

/**
 * Simonyan and Zisserman, arXiv:1409.1556: torchvision's convolutions, and in place of the ImageNet classifier one linear
 * layer, the usual form for CIFAR-10.
 *
 * @param plan channels of the convolutions, {@link #POOL} between them
 */
record Vgg(List<Integer> plan, boolean batchNorm) {

    private static final int POOL = 0;

    static final List<Integer> ELEVEN = List.of(64, POOL, 128, POOL, 256, 256, POOL, 512, 512, POOL, 512, 512, POOL);
    static final List<Integer> THIRTEEN =
            List.of(64, 64, POOL, 128, 128, POOL, 256, 256, POOL, 512, 512, POOL, 512, 512, POOL);
    static final List<Integer> SIXTEEN =
            List.of(64, 64, POOL, 128, 128, POOL, 256, 256, 256, POOL, 512, 512, 512, POOL, 512, 512, 512, POOL);
    static final List<Integer> NINETEEN = List.of(
            64, 64, POOL, 128, 128, POOL, 256, 256, 256, 256, POOL, 512, 512, 512, 512, POOL, 512, 512, 512, 512, POOL);

    /** A pool that would find a map of one pixel is left out: 28x28 images have no fifth one. */
    List<Layer> layers(ImageShape input, int classes) {
        List<Layer> layers = new ArrayList<>();
        int side = Math.min(input.height(), input.width());
        for (int channels : plan) {
            if (channels != POOL) {
                addConvolution(layers, channels);
            } else if (side > 1) {
                layers.add(PresetParts.maxPool());
                side /= 2;
            }
        }
        layers.add(new Layer.Flatten());
        layers.add(PresetParts.linear(classes));
        return layers;
    }

    private void addConvolution(List<Layer> layers, int channels) {
        layers.add(conv(channels, 3, 1, 1, true));
        if (batchNorm) {
            layers.add(PresetParts.batchNorm());
        }
        layers.add(PresetParts.relu());
    }
}
