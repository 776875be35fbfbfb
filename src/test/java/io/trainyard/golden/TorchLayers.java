package io.trainyard.golden;

import io.trainyard.spec.Activation;
import io.trainyard.spec.BatchNorm;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Shape;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.*;

/** Modules of torch.nn with a spec's settings. */
final class TorchLayers {

    private TorchLayers() {}

    static Conv2dImpl conv2d(Layer.Conv2d conv, Shape input) {
        Conv2dOptions options = new Conv2dOptions(input.channels(), conv.outChannels(), pair(conv.kernelSize()));
        options.stride().put(pair(conv.stride()));
        if (conv.padding() instanceof Layer.Size padding) {
            options.padding().put(pair(padding));
        } else {
            options.padding().put(new kSame());
        }
        options.dilation().put(pair(conv.dilation()));
        options.groups().put(conv.groups());
        options.bias().put(conv.bias());
        return new Conv2dImpl(options);
    }

    static LinearImpl linear(Layer.Linear linear, Shape input) {
        LinearOptions options = new LinearOptions(input.size(), linear.outFeatures());
        options.bias().put(linear.bias());
        return new LinearImpl(options);
    }

    static BatchNormOptions batchNorm(BatchNorm norm, Shape input) {
        BatchNormOptions options = new BatchNormOptions(input.channels());
        options.eps().put(norm.eps());
        options.momentum().put(norm.momentum());
        options.affine().put(norm.affine());
        return options;
    }

    static LeakyReLUImpl leakyRelu(Activation.LeakyRelu leaky) {
        LeakyReLUOptions options = new LeakyReLUOptions();
        options.negative_slope().put(leaky.negativeSlope());
        return new LeakyReLUImpl(options);
    }

    static ELUImpl elu(Activation.Elu elu) {
        ELUOptions options = new ELUOptions();
        options.alpha().put(elu.alpha());
        return new ELUImpl(options);
    }

    static GELUImpl gelu(Activation.Gelu gelu) {
        return new GELUImpl(new GELUOptions().approximate(gelu.tanh() ? "tanh" : "none"));
    }

    static MaxPool2dImpl maxPool2d(Layer.MaxPool2d pool) {
        MaxPool2dOptions options = new MaxPool2dOptions(pair(pool.kernelSize()));
        options.stride().put(pair(pool.stride()));
        options.padding().put(pair(pool.padding()));
        return new MaxPool2dImpl(options);
    }

    static AvgPool2dImpl avgPool2d(Layer.AvgPool2d pool) {
        AvgPool2dOptions options = new AvgPool2dOptions(pair(pool.kernelSize()));
        options.stride().put(pair(pool.stride()));
        options.padding().put(pair(pool.padding()));
        return new AvgPool2dImpl(options);
    }

    static AdaptiveAvgPool2dImpl adaptiveAvgPool2d(Layer.AdaptiveAvgPool2d pool) {
        LongOptionalVector size = new LongOptionalVector(
                new LongOptional(pool.outputSize().height()),
                new LongOptional(pool.outputSize().width()));
        return new AdaptiveAvgPool2dImpl(new AdaptiveAvgPool2dOptions(size.get(0)));
    }

    private static LongPointer pair(Layer.Size size) {
        return new LongPointer(size.height(), size.width());
    }
}
