package io.trainyard.golden;

import io.trainyard.dataset.Batch.Mix;
import io.trainyard.spec.Activation;
import io.trainyard.spec.ImageShape;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.*;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** torch.nn.Sequential of the spec's layers, trained by torch.nn.CrossEntropyLoss and torch.optim. */
@SuppressWarnings("try") // a PointerScope frees what is made in it, without being named
final class TorchNetwork implements Trainee {

    private final ImageShape input;
    private final ScalarType type;
    private final int classes;
    private final SequentialImpl modules = new SequentialImpl();
    private final CrossEntropyLossImpl loss;
    private final TorchOptimizer optimizer;

    TorchNetwork(GoldenCase golden, ScalarType type) {
        this.input = golden.spec().dataset().name().shape();
        this.type = type;
        this.classes = golden.spec().dataset().name().classes();
        Shape shape = Shape.of(input);
        for (Layer layer : golden.spec().model().layers()) {
            add(layer, shape);
            shape = layer.outputShape(shape);
        }
        tensorsByName()
                .forEach((name, tensor) ->
                        tensor.detach().copy_(Tensor.create(Inputs.tensor(name, tensor.shape()), tensor.shape())));
        modules.to(type, false);
        CrossEntropyLossOptions options = new CrossEntropyLossOptions();
        options.label_smoothing().put(golden.spec().loss().labelSmoothing());
        List<Double> weights = golden.spec().loss().classWeights();
        if (weights != null) {
            double[] values = weights.stream().mapToDouble(Double::doubleValue).toArray();
            options.weight().put(Tensor.create(values, values.length).to(type));
        }
        this.loss = new CrossEntropyLossImpl(options);
        this.optimizer =
                new TorchOptimizer(golden.spec().optimizer(), golden.spec().gradientClipping(), modules);
    }

    private void add(Layer layer, Shape shape) {
        if (layer instanceof Layer.Conv2d conv) {
            Conv2dOptions options = new Conv2dOptions(shape.channels(), conv.outChannels(), pair(conv.kernelSize()));
            options.stride().put(pair(conv.stride()));
            if (conv.padding() instanceof Layer.Size padding) {
                options.padding().put(pair(padding));
            } else {
                options.padding().put(new kSame());
            }
            options.dilation().put(pair(conv.dilation()));
            options.bias().put(conv.bias());
            modules.push_back(new Conv2dImpl(options));
        } else if (layer instanceof Layer.BatchNorm2d norm) {
            BatchNormOptions options = new BatchNormOptions(shape.channels());
            options.eps().put(norm.eps());
            options.momentum().put(norm.momentum());
            modules.push_back(new BatchNorm2dImpl(options));
        } else if (layer instanceof Layer.BatchNorm1d norm) {
            BatchNormOptions options = new BatchNormOptions(shape.channels());
            options.eps().put(norm.eps());
            options.momentum().put(norm.momentum());
            modules.push_back(new BatchNorm1dImpl(options));
        } else if (layer instanceof Layer.Relu) {
            modules.push_back(new ReLUImpl());
        } else if (layer instanceof Activation.LeakyRelu leaky) {
            LeakyReLUOptions options = new LeakyReLUOptions();
            options.negative_slope().put(leaky.negativeSlope());
            modules.push_back(new LeakyReLUImpl(options));
        } else if (layer instanceof Activation.Elu elu) {
            ELUOptions options = new ELUOptions();
            options.alpha().put(elu.alpha());
            modules.push_back(new ELUImpl(options));
        } else if (layer instanceof Activation.Silu) {
            modules.push_back(new SiLUImpl());
        } else if (layer instanceof Activation.Tanh) {
            modules.push_back(new TanhImpl());
        } else if (layer instanceof Activation.Sigmoid) {
            modules.push_back(new SigmoidImpl());
        } else if (layer instanceof Layer.MaxPool2d pool) {
            MaxPool2dOptions options = new MaxPool2dOptions(pair(pool.kernelSize()));
            options.stride().put(pair(pool.stride()));
            options.padding().put(pair(pool.padding()));
            modules.push_back(new MaxPool2dImpl(options));
        } else if (layer instanceof Layer.AvgPool2d pool) {
            AvgPool2dOptions options = new AvgPool2dOptions(pair(pool.kernelSize()));
            options.stride().put(pair(pool.stride()));
            options.padding().put(pair(pool.padding()));
            modules.push_back(new AvgPool2dImpl(options));
        } else if (layer instanceof Layer.AdaptiveAvgPool2d pool) {
            LongOptionalVector size = new LongOptionalVector(
                    new LongOptional(pool.outputSize().height()),
                    new LongOptional(pool.outputSize().width()));
            modules.push_back(new AdaptiveAvgPool2dImpl(new AdaptiveAvgPool2dOptions(size.get(0))));
        } else if (layer instanceof Layer.Flatten) {
            modules.push_back(new FlattenImpl());
        } else if (layer instanceof Layer.Linear linear) {
            LinearOptions options = new LinearOptions(shape.size(), linear.outFeatures());
            options.bias().put(linear.bias());
            modules.push_back(new LinearImpl(options));
        } else if (layer instanceof Layer.Dropout dropout) {
            modules.push_back(new DropoutImpl(dropout.p()));
        } else if (layer instanceof Layer.Dropout2d dropout) {
            modules.push_back(new Dropout2dImpl(dropout.p()));
        } else {
            throw new IllegalArgumentException("No module for " + layer);
        }
    }

    private static LongPointer pair(Layer.Size size) {
        return new LongPointer(size.height(), size.width());
    }

    @Override
    public double step(float[] images, int[] labels, @Nullable Mix mix, double learningRate, int iteration) {
        try (PointerScope scope = new PointerScope()) {
            modules.train(true);
            optimizer.zeroGradients();
            Tensor target = Tensor.create(labels, labels.length).to(ScalarType.Long);
            Tensor value = loss.forward(
                    modules.forward(batch(images, labels.length)), mix == null ? target : mixed(target, mix));
            value.backward();
            optimizer.step(learningRate);
            return value.item_double();
        }
    }

    private Tensor mixed(Tensor labels, Mix mix) {
        Tensor others = Tensor.create(mix.others(), mix.others().length).to(ScalarType.Long);
        return torch.one_hot(labels, classes)
                .to(type)
                .multiply(new Scalar(mix.share()))
                .add(torch.one_hot(others, classes).to(type).multiply(new Scalar(1 - mix.share())));
    }

    @Override
    public double[] predict(float[] images, int size) {
        try (PointerScope scope = new PointerScope()) {
            modules.eval();
            return values(torch.softmax(modules.forward(batch(images, size)), 1));
        }
    }

    private Tensor batch(float[] images, int size) {
        return Tensor.create(images, size, input.channels(), input.height(), input.width())
                .to(type);
    }

    @Override
    public Map<String, double[]> tensors() {
        try (PointerScope scope = new PointerScope()) {
            Map<String, double[]> values = new LinkedHashMap<>();
            tensorsByName().forEach((name, tensor) -> values.put(name, values(tensor)));
            return values;
        }
    }

    private Map<String, Tensor> tensorsByName() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (StringTensorDict dictionary :
                new StringTensorDict[] {modules.named_parameters(), modules.named_buffers()}) {
            for (long i = 0; i < dictionary.size(); i++) {
                String name = dictionary.get(i).key().getString();
                if (!name.endsWith("num_batches_tracked")) {
                    tensors.put(name, dictionary.get(i).value());
                }
            }
        }
        return tensors;
    }

    static double[] values(Tensor tensor) {
        double[] values = new double[(int) tensor.numel()];
        Tensor flat = tensor.detach().to(ScalarType.Double).contiguous();
        flat.data_ptr_double().get(values);
        return values;
    }

    @Override
    public void close() {
        optimizer.close();
        modules.close();
    }
}
