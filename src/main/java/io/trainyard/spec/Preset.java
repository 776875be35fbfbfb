package io.trainyard.spec;

import io.trainyard.spec.Layer.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Networks by their usual names. The VGG family has torchvision's convolutions (Simonyan and Zisserman,
 * arXiv:1409.1556), and in place of the ImageNet classifier one linear layer, the usual form for CIFAR-10.
 */
enum Preset {
    LINEAR(List.of(), false),
    MLP(List.of(), false),
    LENET5(List.of(), false),
    VGG11(Vgg.ELEVEN, false),
    VGG11_BN(Vgg.ELEVEN, true),
    VGG13(Vgg.THIRTEEN, false),
    VGG13_BN(Vgg.THIRTEEN, true),
    VGG16(Vgg.SIXTEEN, false),
    VGG16_BN(Vgg.SIXTEEN, true),
    VGG19(Vgg.NINETEEN, false),
    VGG19_BN(Vgg.NINETEEN, true);

    static final List<Integer> MLP_WIDTHS = List.of(512, 256);

    private final List<Integer> vgg;
    private final boolean batchNorm;

    Preset(List<Integer> vgg, boolean batchNorm) {
        this.vgg = vgg;
        this.batchNorm = batchNorm;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<Layer> layers(ImageShape input, int classes) {
        return switch (this) {
            case LINEAR -> List.of(new Layer.Flatten(), linear(classes));
            case MLP -> mlp(MLP_WIDTHS, classes);
            case LENET5 -> lenet5(input, classes);
            default -> Vgg.layers(vgg, batchNorm, input, classes);
        };
    }

    static boolean isOne(ModelSpec model, DatasetName dataset) {
        return Arrays.stream(values())
                .anyMatch(preset ->
                        preset.layers(dataset.shape(), dataset.classes()).equals(model.layers()));
    }

    /** @param hidden the widths of the layers before the last */
    static List<Layer> mlp(List<Integer> hidden, int classes) {
        List<Layer> layers = new ArrayList<>();
        layers.add(new Layer.Flatten());
        for (int width : hidden) {
            layers.add(linear(width));
            layers.add(new Layer.Relu());
        }
        layers.add(linear(classes));
        return layers;
    }

    /** With today's ReLU and max pooling. LeCun padded the 28x28 digits to 32x32, so that is done here too. */
    private static List<Layer> lenet5(ImageShape input, int classes) {
        int padding = input.height() < 32 ? 2 : 0;
        return List.of(
                conv(6, 5, padding),
                new Layer.Relu(),
                pool(),
                conv(16, 5, 0),
                new Layer.Relu(),
                pool(),
                new Layer.Flatten(),
                linear(120),
                new Layer.Relu(),
                linear(84),
                new Layer.Relu(),
                linear(classes));
    }

    private static Layer conv(int channels, int kernel, int padding) {
        return new Layer.Conv2d(channels, Size.square(kernel), Size.square(1), Size.square(padding), true);
    }

    private static Layer pool() {
        return new Layer.MaxPool2d(Size.square(2), Size.square(2), Size.square(0));
    }

    private static Layer linear(int features) {
        return new Layer.Linear(features, true);
    }

    private static final class Vgg {

        private static final int POOL = 0;

        static final List<Integer> ELEVEN =
                List.of(64, POOL, 128, POOL, 256, 256, POOL, 512, 512, POOL, 512, 512, POOL);
        static final List<Integer> THIRTEEN =
                List.of(64, 64, POOL, 128, 128, POOL, 256, 256, POOL, 512, 512, POOL, 512, 512, POOL);
        static final List<Integer> SIXTEEN =
                List.of(64, 64, POOL, 128, 128, POOL, 256, 256, 256, POOL, 512, 512, 512, POOL, 512, 512, 512, POOL);
        static final List<Integer> NINETEEN = List.of(
                64, 64, POOL, 128, 128, POOL, 256, 256, 256, 256, POOL, 512, 512, 512, 512, POOL, 512, 512, 512, 512,
                POOL);

        private Vgg() {}

        /** A pool that would find a map of one pixel is left out: 28x28 images have no fifth one. */
        static List<Layer> layers(List<Integer> plan, boolean batchNorm, ImageShape input, int classes) {
            List<Layer> layers = new ArrayList<>();
            int side = Math.min(input.height(), input.width());
            for (int channels : plan) {
                if (channels != POOL) {
                    addConvolution(layers, channels, batchNorm);
                } else if (side > 1) {
                    layers.add(pool());
                    side /= 2;
                }
            }
            layers.add(new Layer.Flatten());
            layers.add(linear(classes));
            return layers;
        }

        private static void addConvolution(List<Layer> layers, int channels, boolean batchNorm) {
            layers.add(conv(channels, 3, 1));
            if (batchNorm) {
                layers.add(new Layer.BatchNorm2d(1e-5, 0.1));
            }
            layers.add(new Layer.Relu());
        }
    }
}
