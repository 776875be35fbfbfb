package io.trainyard.benchmark;

import io.trainyard.dataset.Batch;
import io.trainyard.engine.Specs;
import io.trainyard.golden.TorchOptimizer;
import io.trainyard.golden.TorchSequential;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.CrossEntropyLossImpl;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** PyTorch, eager, float32. Its batches are tensors before the clock starts. */
@SuppressWarnings("try") // a scope frees what is made in it, without being named
final class TorchContender implements Contender {

    static {
        System.setProperty("org.bytedeco.javacpp.nopointergc", "true"); // scopes free; no collector looks in between
    }

    private static final double LEARNING_RATE = 0.01;

    private final TorchSequential network;
    private final TorchOptimizer optimizer;
    private final CrossEntropyLossImpl loss = new CrossEntropyLossImpl();
    private final List<Tensor> images;
    private final List<Tensor> labels;

    private TorchContender(Network spec, int batchSize, MemoryFormat format) {
        this.network = new TorchSequential(spec.input(), spec.layers());
        TensorVector parameters = network.parameters();
        for (long i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).dim() == 4) {
                parameters.get(i).set_data(parameters.get(i).contiguous(format));
            }
        }
        this.optimizer = new TorchOptimizer(spec.spec().optimizer(), null, network);
        List<Batch> batches = IntStream.range(0, BATCHES)
                .mapToObj(seed -> Specs.batch(DatasetName.CIFAR10, batchSize, seed))
                .toList();
        this.images = batches.stream().map(batch -> images(batch, format)).toList();
        this.labels = batches.stream()
                .map(batch -> Tensor.create(batch.labels(), batch.size()).to(ScalarType.Long))
                .toList();
    }

    private static Tensor images(Batch batch, MemoryFormat format) {
        Shape shape = Shape.of(batch.shape());
        return Tensor.create(batch.images(), batch.size(), shape.height(), shape.width(), shape.channels())
                .permute(0, 3, 1, 2)
                .contiguous(format);
    }

    /** Arguments: network, batch size, memory format. */
    public static void main(String[] arguments) throws IOException {
        torch.set_num_threads(Integer.parseInt(System.getenv("OMP_NUM_THREADS")));
        MemoryFormat format =
                arguments[2].equals("channels_last") ? MemoryFormat.ChannelsLast : MemoryFormat.Contiguous;
        int batchSize = Integer.parseInt(arguments[1]);
        Stopwatch.serve(new TorchContender(Network.of(arguments[0]), batchSize, format), batchSize);
    }

    @Override
    public double train(int batch, int iteration, Laps laps) {
        try (PointerScope scope = new PointerScope()) {
            network.train(true);
            optimizer.zeroGradients();
            Tensor value = loss.forward(network.forward(images.get(batch)), labels.get(batch));
            laps.lap("forward");
            value.backward();
            laps.lap("backward");
            optimizer.step(LEARNING_RATE);
            double result = value.item_double();
            laps.lap("update");
            return result;
        }
    }

    @Override
    public float[] evaluate(int batch) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard guard = new NoGradGuard()) {
            network.eval();
            Tensor logits = network.forward(images.get(batch));
            float[] values = new float[(int) logits.numel()];
            logits.contiguous().data_ptr_float().get(values);
            return values;
        }
    }

    @Override
    public String description() {
        try {
            return "libtorch " + Loader.getVersion("org.bytedeco", "pytorch");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        optimizer.close();
        network.close();
    }
}
