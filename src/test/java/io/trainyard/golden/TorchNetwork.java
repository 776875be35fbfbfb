package io.trainyard.golden;

import io.trainyard.dataset.Batch.Mix;
import io.trainyard.spec.Ema;
import io.trainyard.spec.ImageShape;
import io.trainyard.spec.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.*;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** The spec's layers in PyTorch, trained by torch.nn.CrossEntropyLoss and torch.optim. */
@SuppressWarnings("try") // a PointerScope frees what is made in it, without being named
final class TorchNetwork implements Trainee {

    private final ImageShape input;
    private final ScalarType type;
    private final int classes;
    private final TorchSequential modules;
    private final CrossEntropyLossImpl loss;
    private final TorchOptimizer optimizer;
    private final @Nullable TorchAverage average;

    TorchNetwork(GoldenCase golden, ScalarType type) {
        this.input = golden.spec().dataset().name().shape();
        this.type = type;
        this.classes = golden.spec().dataset().name().classes();
        this.modules =
                new TorchSequential(Shape.of(input), golden.spec().model().layers());
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
        Ema ema = golden.spec().ema();
        this.average = ema == null ? null : new TorchAverage(ema.decay(), modules.parameters());
    }

    @Override
    public double step(List<Examples> batches, double learningRate, int iteration) {
        modules.train(true);
        optimizer.zeroGradients();
        double sum = 0;
        for (Examples batch : batches) {
            sum += backward(batch, batches.size()) * batch.size();
        }
        optimizer.step(learningRate);
        if (average != null) {
            average.update();
        }
        return sum / batches.stream().mapToInt(Examples::size).sum();
    }

    /** Adds the gradients of this share of the step's loss. */
    private double backward(Examples examples, int shares) {
        try (PointerScope scope = new PointerScope()) {
            int[] labels = examples.labels();
            Mix mix = examples.mix();
            Tensor target = Tensor.create(labels, labels.length).to(ScalarType.Long);
            Tensor value = loss.forward(
                    modules.forward(batch(examples.images(), labels.length)),
                    mix == null ? target : mixed(target, mix));
            value.div(new Scalar(shares)).backward();
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
            Supplier<double[]> predictions = () -> values(torch.softmax(modules.forward(batch(images, size)), 1));
            return average == null ? predictions.get() : average.inPlace(predictions);
        }
    }

    private Tensor batch(float[] images, int size) {
        return Tensor.create(images, size, input.channels(), input.height(), input.width())
                .to(type);
    }

    @Override
    public Map<String, double[]> tensors() {
        try (PointerScope scope = new PointerScope()) {
            return average == null ? values() : average.inPlace(this::values);
        }
    }

    private Map<String, double[]> values() {
        Map<String, double[]> values = new LinkedHashMap<>();
        tensorsByName().forEach((name, tensor) -> values.put(name, values(tensor)));
        return values;
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
