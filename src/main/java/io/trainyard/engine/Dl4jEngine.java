package io.trainyard.engine;

import io.trainyard.dataset.Batch;
import io.trainyard.engine.CheckpointFile.Header;
import io.trainyard.engine.network.Executor;
import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Parameter;
import io.trainyard.engine.network.SplitMix;
import io.trainyard.model.StoredModel;
import io.trainyard.result.InitialValues;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.Preprocessing.Standardize;
import io.trainyard.training.Engine;
import io.trainyard.training.TrainingState;
import io.trainyard.training.diagnosis.Inspection;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A network trained by rules of our own: loss, update, initial values and running statistics are PyTorch's. */
final class Dl4jEngine implements Engine {

    private final ExperimentSpec spec;
    private final Kernels kernels;
    private final Graph graph;
    private final StockNetwork stock;
    private final Parameters parameters;
    private final Executor executor;
    private final Loss loss;
    private final Update update;
    private final GradientAccumulator accumulator;
    private final Inspector inspector;
    private final StepClock clock = new StepClock();
    private final @Nullable WeightAverage average;
    private final HostCopy hostCopy = new HostCopy();
    private final byte[] coefficientsHeader;

    /** Steps of the run before the optimizer began; more than 0 where it was reset. */
    private long optimizerStart;

    private final StoredModel storedModel;

    /** oneDNN's ReLU and pools make numbers of what is none: the loss alone would not show that weights are lost. */
    private boolean finite = true;

    Dl4jEngine(ExperimentSpec spec) {
        this(spec, Kernels.best());
    }

    Dl4jEngine(ExperimentSpec spec, Kernels kernels) {
        this(spec, spec.preprocessing().standardize(), kernels);
    }

    /** @param standardize what happens to pixels before this, with the training split's statistics written out */
    Dl4jEngine(ExperimentSpec spec, Standardize standardize, Kernels kernels) {
        this.spec = spec;
        this.kernels = kernels;
        this.graph = Graph.of(spec.dataset().name().shape(), spec.model().layers());
        this.stock = StockNetwork.of(graph);
        this.parameters = Parameters.of(graph);
        this.executor = kernels.executor(graph, parameters);
        this.loss = new Loss(spec.loss());
        this.update = kernels.update(executor, spec.optimizer(), spec.gradientClipping(), parameters);
        this.accumulator = new GradientAccumulator(parameters.gradients());
        this.inspector = new Inspector(graph, parameters, executor);
        initialize(initializer());
        this.average = spec.ema() == null ? null : new WeightAverage(spec.ema().decay(), parameters);
        this.coefficientsHeader = FloatStreams.header(stock.room(parameters.values()));
        this.storedModel = StoredModels.of(graph, standardize, coefficientsHeader.length);
    }

    private Initializer initializer() {
        return new Initializer(
                spec.seed(), spec.weightInit(), node -> graph.nodes().get(node).path());
    }

    private void initialize(Initializer initializer) {
        for (Parameter parameter : parameters.layout()) {
            parameters.values(parameter).assign(Nd4j.createFromArray(initializer.values(parameter)));
        }
    }

    @Override
    public StepResult step(List<Batch> batches, double learningRate, long iteration, boolean inspected) {
        if (average != null) {
            average.showParameters();
        }
        clock.start();
        double lossSum = 0;
        int correct = 0;
        int examples = 0;
        for (int i = 0; i < batches.size(); i++) {
            Batch batch = batches.get(i);
            Loss.Result result = pass(batch, dropoutSeed(iteration, i), inspected);
            if (!finite || !Double.isFinite(result.loss())) {
                double lost = finite ? result.loss() : Double.NaN;
                finite = false;
                return new StepResult(lost, 0, inspector.failed());
            }
            accumulator.add(i, batches.size());
            lossSum += result.loss() * batch.size();
            correct += result.correct();
            examples += batch.size();
        }
        Inspection inspection = inspected ? inspector.around(() -> update(learningRate, iteration)) : null;
        if (!inspected) {
            update(learningRate, iteration);
        }
        return new StepResult(lossSum / examples, correct, inspection);
    }

    private long dropoutSeed(long iteration, int batch) {
        return batch == 0 ? SplitMix.mix(spec.seed(), iteration) : SplitMix.mix(spec.seed(), iteration, batch);
    }

    private Loss.Result pass(Batch batch, long seed, boolean inspected) {
        Loss.Result[] result = new Loss.Result[1];
        executor.train(batch, seed, logits -> {
            clock.forwardDone();
            result[0] = loss.of(logits, batch);
            if (inspected || !finite || !Double.isFinite(result[0].loss())) {
                inspector.forward();
            }
            clock.lossDone();
            return result[0].gradient();
        });
        clock.backwardDone();
        return result[0];
    }

    private void update(double learningRate, long iteration) {
        finite = update.apply(learningRate, iteration - optimizerStart);
        if (average != null) {
            average.update(iteration - optimizerStart);
        }
        clock.updateDone();
    }

    @Override
    public float[] logits(Batch batch) {
        showEvaluated();
        float[] logits = executor.evaluate(batch);
        if (!finite) {
            Arrays.fill(logits, Float.NaN);
        }
        return logits;
    }

    @Override
    public List<InitialValues> initialValues() {
        return new InitialValuesReport(graph, initializer()).of(parameters.layout());
    }

    @Override
    public long parameters() {
        return parameters.count();
    }

    /** All parameters and running statistics in the order of the layout; a view, to be written to before the next evaluation. */
    INDArray flat() {
        executor.parametersChanged();
        return parameters.values();
    }

    List<Parameter> layout() {
        return parameters.layout();
    }

    StepClock clock() {
        return clock;
    }

    List<INDArray> optimizerStates() {
        return update.states();
    }

    @Override
    public String description() {
        return "%s, %s, %s threads".formatted(Versions.backend(), kernels.words(), Versions.threads());
    }

    @Override
    public Snapshot snapshot(TrainingState state) {
        showEvaluated();
        List<INDArray> vectors = new ArrayList<>(List.of(parameters.values()));
        vectors.addAll(keptVectors());
        List<FloatBuffer> copies = hostCopy.of(vectors);
        return new CheckpointSnapshot(
                stock,
                storedModel,
                coefficientsHeader,
                spec.optimizer().type(),
                copies.get(0),
                copies.subList(1, copies.size()),
                state,
                optimizerStart);
    }

    @Override
    public TrainingState restore(Path file) throws IOException {
        Header header = read(stock.configuration(), checkpoint -> checkpoint.read(file));
        optimizerStart = header.start();
        return header.state();
    }

    @Override
    public TrainingState adopt(Path file, boolean resetOptimizer) throws IOException {
        if (!resetOptimizer) {
            Header header = read(null, checkpoint -> checkpoint.read(file));
            optimizerStart = header.start();
            return header.state();
        }
        Header header = read(null, checkpoint -> checkpoint.readModel(file));
        if (average != null) {
            average.parametersAside().assign(parameters.values());
        }
        optimizerStart = header.state().iteration();
        return header.state();
    }

    /** @param configuration that the file must have; null for any */
    private Header read(@Nullable String configuration, FileReader reader) throws IOException {
        showEvaluated();
        INDArray coefficients = stock.room(parameters.values());
        Header header =
                reader.read(new CheckpointFile(configuration, spec.optimizer().type(), coefficients, keptVectors()));
        stock.takeFrom(coefficients, parameters.values());
        executor.parametersChanged();
        finite = true;
        return header;
    }

    @FunctionalInterface
    private interface FileReader {
        Header read(CheckpointFile checkpoint) throws IOException;
    }

    /** Puts what is evaluated and saved into the network. */
    private void showEvaluated() {
        if (average != null) {
            average.showAverage();
        }
    }

    /** With an average, which is then among the coefficients, the parameters themselves lie behind the optimizer's vectors. */
    private List<INDArray> keptVectors() {
        List<INDArray> vectors = new ArrayList<>(update.states());
        if (average != null) {
            vectors.add(average.parametersAside());
        }
        return vectors;
    }

    @Override
    public void close() {
        executor.close();
        hostCopy.free();
    }
}
