package io.trainyard.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/** Networks by their usual names. */
enum Preset {
    LINEAR(PlainPresets::softmaxRegression),
    MLP((input, classes) -> PlainPresets.mlp(List.of(512, 256), classes)),
    LENET5(PlainPresets::lenet5),
    ALEXNET_CIFAR(PlainPresets::alexnetCifar),
    VGG11(new Vgg(Vgg.ELEVEN, false)::layers),
    VGG11_BN(new Vgg(Vgg.ELEVEN, true)::layers),
    VGG13(new Vgg(Vgg.THIRTEEN, false)::layers),
    VGG13_BN(new Vgg(Vgg.THIRTEEN, true)::layers),
    VGG16(new Vgg(Vgg.SIXTEEN, false)::layers),
    VGG16_BN(new Vgg(Vgg.SIXTEEN, true)::layers),
    VGG19(new Vgg(Vgg.NINETEEN, false)::layers),
    VGG19_BN(new Vgg(Vgg.NINETEEN, true)::layers),
    RESNET18(ResNet.eighteen()::layers),
    RESNET20(ResNet.cifar(20)::layers),
    RESNET32(ResNet.cifar(32)::layers),
    RESNET44(ResNet.cifar(44)::layers),
    RESNET56(ResNet.cifar(56)::layers),
    WIDE_RESNET16_4(new WideResNet(16, 4)::layers);

    private final BiFunction<ImageShape, Integer, List<Layer>> layers;

    Preset(BiFunction<ImageShape, Integer, List<Layer>> layers) {
        this.layers = layers;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<Layer> layers(ImageShape input, int classes) {
        return layers.apply(input, classes);
    }

    static boolean isOne(ModelSpec model, DatasetName dataset) {
        return Arrays.stream(values())
                .anyMatch(preset ->
                        preset.layers(dataset.shape(), dataset.classes()).equals(model.layers()));
    }
}
