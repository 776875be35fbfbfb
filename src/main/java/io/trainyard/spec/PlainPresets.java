package io.trainyard.spec;

import static io.trainyard.spec.PresetParts.conv;
import static io.trainyard.spec.PresetParts.linear;
import static io.trainyard.spec.PresetParts.maxPool;
import static io.trainyard.spec.PresetParts.relu;

import java.util.ArrayList;
import java.util.List;

/** Networks without blocks or families. */
final class PlainPresets {

    private PlainPresets() {}

    static List<Layer> softmaxRegression(ImageShape input, int classes) {
        return List.of(new Layer.Flatten(), linear(classes));
    }

    /** @param hidden the widths of the layers before the last */
    static List<Layer> mlp(List<Integer> hidden, int classes) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer.Flatten());
        for (int width : hidden) {
            layers.add(linear(width));
            layers.add(relu());
        }
        layers.add(linear(classes));
        return layers;
    }

    /** With today's ReLU and max pooling. LeCun padded the 28x28 digits to 32x32, so that is done here too. */
    static List<Layer> lenet5(ImageShape input, int classes) {
        int padding = input.height() < 32 ? 2 : 0;
        return List.of(
                conv(6, 5, 1, padding, true),
                relu(),
                maxPool(),
                conv(16, 5, 1, 0, true),
                relu(),
                maxPool(),
                new Layer.Flatten(),
                linear(120),
                relu(),
                linear(84),
                relu(),
                linear(classes));
    }

    /**
     * Krizhevsky, One weird trick (2014), as it is usually fitted to CIFAR-10: smaller padding and pools, one linear layer.
     * 28x28 images are one pixel after two pools, so the third is left out.
     */
    static List<Layer> alexnetCifar(ImageShape input, int classes) {
        List<Layer> layers = new ArrayList<>(List.of(
                conv(64, 11, 4, 5, true),
                relu(),
                maxPool(),
                conv(192, 5, 1, 2, true),
                relu(),
                maxPool(),
                conv(384, 3, 1, 1, true),
                relu(),
                conv(256, 3, 1, 1, true),
                relu(),
                conv(256, 3, 1, 1, true),
                relu()));
        if (Math.min(input.height(), input.width()) >= 32) {
            layers.add(maxPool());
        }
        layers.add(new Layer.Flatten());
        layers.add(linear(classes));
        return layers;
    }
}
