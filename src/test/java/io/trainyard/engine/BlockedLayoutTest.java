package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.trainyard.dataset.Batch;
import io.trainyard.engine.network.Executor;
import io.trainyard.engine.network.Graph;
import io.trainyard.engine.network.Liveness;
import io.trainyard.engine.network.Parameter;
import io.trainyard.engine.onednn.OneDnnExecutor;
import io.trainyard.spec.Activation;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Layer.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Networks wide enough for channels in blocks and for Winograd's algorithm, and narrow enough for channels that lie one by one, with
 * what lies between such and other tensors, against ND4J's kernels.
 */
class BlockedLayoutTest {

    /** Several, since in one of them two values of a max pool's window may be so close that rounding decides where the gradient goes. */
    private static final List<Batch> BATCHES = Stream.of(1, 2, 3)
            .map(seed -> Specs.batch(DatasetName.CIFAR10, 7, seed))
            .toList();

    private static final Batch BATCH = BATCHES.get(0);

    static Stream<List<Layer>> networks() {
        Layer conv = Specs.conv(32, 3, 1, 1, true);
        Layer pool = Specs.maxPool(4, 4, 0);
        Layer halve = Specs.maxPool(2, 2, 0);
        Layer flatten = new Layer.Flatten();
        Layer linear = new Layer.Linear(10, true);
        Layer relu = new Layer.Relu();
        return Stream.of(
                List.of(conv, Specs.conv(48, 3, 1, 1, false), Specs.batchNorm(), relu, pool, flatten, linear),
                List.of(conv, Specs.conv(32, 3, 1, 1, true), relu, pool, flatten, linear),
                List.of(
                        conv,
                        Specs.conv(20, 3, 1, 1, true),
                        relu,
                        Specs.conv(48, 3, 2, 1, true),
                        pool,
                        flatten,
                        linear),
                List.of(conv, Specs.conv(33, 1, 2, 0, false), Specs.conv(32, 3, 1, 0, false), pool, flatten, linear),
                List.of(conv, grouped(32, 4), grouped(32, 32), grouped(64, 2), pool, flatten, linear),
                List.of(
                        Specs.conv(32, 3, 1, 1, false),
                        grouped(32, 8, false),
                        Specs.batchNorm(),
                        relu,
                        grouped(64, 2, false),
                        Specs.batchNorm(),
                        relu,
                        grouped(64, 4, false),
                        Specs.batchNorm(),
                        relu,
                        halve,
                        grouped(32, 32, false),
                        Specs.batchNorm(),
                        pool,
                        flatten,
                        linear),
                List.of(
                        conv,
                        new Layer.Residual(
                                List.of(Specs.conv(64, 3, 1, 1, false), Specs.batchNorm()),
                                List.of(Specs.conv(64, 1, 1, 0, false))),
                        relu,
                        Specs.avgPool(4, 4, 0),
                        flatten,
                        linear),
                residual(conv, relu, Specs.avgPool(4, 4, 0), flatten, linear),
                bottlenecks(48, relu, Specs.avgPool(8, 8, 0), flatten, linear),
                bottlenecks(20, relu, Specs.avgPool(8, 8, 0), flatten, linear),
                List.of(
                        conv,
                        new Layer.Residual(
                                List.of(Specs.conv(64, 3, 1, 1, false)), List.of(Specs.conv(64, 1, 1, 0, true))),
                        relu,
                        new Layer.Residual(List.of(Specs.conv(64, 3, 1, 1, true)), List.of()),
                        Specs.conv(32, 3, 1, 1, true),
                        pool,
                        flatten,
                        linear),
                List.of(conv, depthwise(5, 1, 2), relu, depthwise(5, 2, 1), depthwise(3, 1, 1), pool, flatten, linear),
                List.of(
                        conv,
                        new Layer.Conv2d(
                                48, Size.square(2), Size.square(1), new Layer.SamePadding(), Size.square(3), true),
                        new Layer.AdaptiveAvgPool2d(new Size(7, 5)),
                        flatten,
                        linear),
                List.of(
                        conv,
                        Specs.conv(48, 5, 1, 2, true),
                        new Activation.Tanh(),
                        pool,
                        Specs.conv(32, 5, 1, 0, false),
                        Specs.batchNorm(),
                        relu,
                        flatten,
                        linear),
                List.of(conv, Specs.conv(48, 3, 1, 0, false), Specs.batchNorm(), relu, halve, flatten, linear),
                List.of(
                        conv,
                        dilatedDepthwise(32, 3, 2, 2),
                        relu,
                        dilatedDepthwise(32, 5, 3, 4),
                        pool,
                        flatten,
                        linear),
                separable(32, conv, relu, new Layer.AdaptiveAvgPool2d(Size.square(1)), flatten, linear),
                separable(20, conv, relu, new Layer.AdaptiveAvgPool2d(Size.square(1)), flatten, linear),
                List.of(Specs.conv(20, 3, 1, 1, true), relu, dilatedDepthwise(20, 3, 2, 2), pool, flatten, linear),
                List.of(conv, Specs.conv(32, 3, 1, 1, true), halve, relu, flatten, linear),
                List.of(
                        conv,
                        Specs.conv(48, 4, 1, 2, false),
                        Specs.batchNorm(),
                        relu,
                        halve,
                        Specs.conv(32, 4, 1, 1, true),
                        halve,
                        flatten,
                        linear),
                List.of(
                        conv,
                        Specs.conv(48, 7, 1, 3, false),
                        Specs.batchNorm(),
                        relu,
                        halve,
                        new Layer.Residual(List.of(Specs.conv(48, 7, 1, 3, true)), List.of()),
                        relu,
                        Specs.conv(20, 8, 1, 2, true),
                        halve,
                        flatten,
                        linear),
                List.of(
                        conv,
                        Specs.conv(32, 6, 1, 2, true),
                        halve,
                        relu,
                        Specs.conv(32, 9, 1, 8, false),
                        halve,
                        Specs.conv(16, 10, 1, 0, true),
                        flatten,
                        linear),
                dilated(conv, relu, halve, flatten, linear),
                strided(conv, relu, halve, flatten, linear),
                oblong(conv, relu, halve, new Layer.AdaptiveAvgPool2d(Size.square(1)), flatten, linear),
                padded(relu, halve, new Layer.AdaptiveAvgPool2d(Size.square(1)), flatten, linear),
                paddedBottlenecks(relu, new Layer.AdaptiveAvgPool2d(new Size(7, 5)), flatten, linear),
                List.of(Specs.conv(64, 9, 3, 0, true), relu, halve, flatten, linear),
                List.of(Specs.conv(32, 11, 4, 5, false), Specs.batchNorm(), relu, pool, flatten, linear),
                List.of(Specs.conv(48, 12, 4, 2, true), relu, flatten, linear),
                List.of(Specs.conv(32, 16, 4, 8, true), relu, halve, flatten, linear),
                List.of(Specs.conv(32, 9, 3, 0, true), Specs.conv(48, 3, 1, 1, true), relu, flatten, linear),
                List.of(conv, pool, flatten, new Layer.Linear(90, true), relu, new Layer.Linear(70, false), linear),
                List.of(flatten, new Layer.Linear(200, true), new Layer.Linear(100, true), relu, linear),
                List.of(
                        Specs.conv(6, 5, 1, 0, true),
                        relu,
                        halve,
                        Specs.conv(16, 5, 1, 0, true),
                        halve,
                        flatten,
                        linear),
                fewChannels(conv, relu, halve, new Layer.AdaptiveAvgPool2d(new Size(7, 5)), flatten, linear),
                List.of(
                        Specs.conv(9, 5, 1, 2, false),
                        Specs.batchNorm(),
                        Specs.conv(10, 3, 2, 1, true),
                        new Activation.Tanh(),
                        Specs.conv(20, 3, 1, 1, true),
                        relu,
                        Specs.conv(5, 1, 1, 0, true),
                        Specs.avgPool(4, 4, 0),
                        flatten,
                        linear),
                activated(conv, relu, pool, flatten, linear));
    }

    /** Activations other than ReLU behind convolutions that are the library's, on and off Java's vectors, and behind sums. */
    private static List<Layer> activated(Layer first, Layer relu, Layer... last) {
        Layer wide = Specs.conv(32, 1, 1, 0, true);
        Layer norm = Specs.batchNorm();
        List<Layer> layers = new ArrayList<>(List.of(
                first,
                new Activation.Silu(),
                wide,
                norm,
                new Activation.Gelu(false),
                new Layer.Residual(List.of(wide, new Activation.Sigmoid()), List.of()),
                new Activation.Gelu(true),
                depthwise(7, 1, 3),
                new Activation.Elu(0.7),
                wide,
                relu,
                new Activation.Silu(),
                Specs.conv(64, 3, 2, 1, false),
                norm,
                new Activation.LeakyRelu(0.2),
                wide,
                new Activation.Tanh()));
        layers.addAll(List.of(last));
        return layers;
    }

    /** Depthwise convolutions with batch norms before and behind, one of them, or none, of which others read the outputs as well. */
    private static List<Layer> separable(int channels, Layer first, Layer relu, Layer... last) {
        Layer norm = Specs.batchNorm();
        Layer wide = Specs.conv(channels, 1, 1, 0, false);
        Layer depthwise = depthwise(channels, 1, 1, false);
        List<Layer> layers = new ArrayList<>(List.of(
                first,
                wide,
                norm,
                relu,
                depthwise,
                norm,
                relu,
                wide,
                norm,
                new Layer.Residual(
                        List.of(wide, norm, relu, depthwise, norm, relu, wide, norm), List.of(depthwise, norm)),
                depthwise(channels, 2, 1, true),
                relu,
                depthwise(channels, 1, 0, true),
                norm,
                depthwise(channels, 2, 1, false),
                norm,
                relu,
                new Layer.Residual(List.of(depthwise, norm, relu, depthwise), List.of()),
                depthwise(channels, 3, 2, false),
                relu));
        layers.addAll(List.of(last));
        return layers;
    }

    private static Layer depthwise(int channels, int stride, int padding, boolean bias) {
        return new Layer.Conv2d(
                channels, Size.square(3), Size.square(stride), Size.square(padding), Size.square(1), channels, bias);
    }

    /** Kernels of vectors that see every second or third pixel, before and behind batch norms, sums and pools. */
    private static List<Layer> dilated(Layer first, Layer relu, Layer halve, Layer... last) {
        List<Layer> layers = new ArrayList<>(List.of(
                first,
                dilated(2, 2, false),
                Specs.batchNorm(),
                relu,
                new Layer.Residual(List.of(dilated(3, 3, true), Specs.batchNorm()), List.of()),
                relu,
                dilated(2, 1, true),
                Specs.conv(32, 3, 1, 1, true),
                relu,
                halve));
        layers.addAll(List.of(last));
        return layers;
    }

    /** Strides before and behind batch norms, sums and pools, of which 15x15 outputs do not fill their tiles. */
    private static List<Layer> strided(Layer first, Layer relu, Layer halve, Layer... last) {
        Layer norm = Specs.batchNorm();
        Layer.Residual block = new Layer.Residual(
                List.of(Specs.conv(80, 3, 1, 1, true), relu, Specs.conv(96, 3, 2, 1, false), norm),
                List.of(Specs.conv(96, 3, 2, 1, true)));
        List<Layer> layers = new ArrayList<>(List.of(
                first,
                Specs.conv(64, 3, 1, 0, true),
                relu,
                Specs.conv(64, 3, 2, 1, false),
                norm,
                relu,
                block,
                relu,
                Specs.conv(20, 3, 2, 1, true),
                relu,
                halve));
        layers.addAll(List.of(last));
        return layers;
    }

    /** Kernels of other numbers of rows than of columns, before and behind batch norms, sums and pools, in groups and dilated. */
    private static List<Layer> oblong(Layer first, Layer relu, Layer halve, Layer... last) {
        Layer norm = Specs.batchNorm();
        Layer down = oblong(32, new Size(7, 1), new Size(3, 0), new Size(1, 1), 1);
        List<Layer> layers = new ArrayList<>(List.of(
                first,
                oblong(48, new Size(1, 7), new Size(0, 3), new Size(1, 1), 1),
                norm,
                relu,
                down,
                halve,
                relu,
                new Layer.Residual(
                        List.of(oblong(32, new Size(1, 3), new Size(0, 1), new Size(5, 1), 1), norm), List.of(down)),
                oblong(64, new Size(1, 5), new Size(0, 2), new Size(1, 1), 2),
                relu,
                halve,
                oblong(32, new Size(5, 3), new Size(4, 2), new Size(2, 1), 1),
                oblong(20, new Size(3, 1), new Size(1, 0), new Size(1, 1), 1),
                relu,
                halve));
        layers.addAll(List.of(last));
        return layers;
    }

    private static Layer oblong(int channels, Size kernel, Size padding, Size dilation, int groups) {
        return new Layer.Conv2d(channels, kernel, Size.square(1), padding, dilation, groups, groups == 1);
    }

    /** Channels that do not fill their last block, in all that may lie between two convolutions on vectors. */
    private static List<Layer> padded(Layer relu, Layer halve, Layer... last) {
        Layer narrow = Specs.conv(20, 3, 1, 1, true);
        List<Layer> layers = new ArrayList<>(List.of(
                Specs.conv(12, 3, 1, 1, false),
                Specs.batchNorm(),
                relu,
                narrow,
                relu,
                halve,
                new Layer.Residual(List.of(narrow, Specs.batchNorm(), relu, narrow, Specs.batchNorm()), List.of()),
                relu,
                new Layer.Residual(List.of(narrow, new Activation.Sigmoid()), List.of()),
                Specs.conv(44, 5, 1, 2, true),
                new Activation.Tanh(),
                Specs.conv(44, 3, 2, 1, true),
                relu,
                Specs.conv(60, 3, 1, 0, false),
                Specs.batchNorm(),
                relu,
                Specs.avgPool(2, 2, 0)));
        layers.addAll(List.of(last));
        return layers;
    }

    /** The same between others: few channels, whole blocks, and convolutions that are the library's. */
    private static List<Layer> paddedBottlenecks(Layer relu, Layer... last) {
        Layer wide = Specs.conv(44, 1, 1, 0, false);
        List<Layer> layers = new ArrayList<>(List.of(
                Specs.conv(7, 3, 1, 1, true),
                wide,
                Specs.batchNorm(),
                new Layer.Residual(
                        List.of(
                                Specs.conv(20, 1, 1, 0, false),
                                Specs.batchNorm(),
                                relu,
                                Specs.conv(20, 3, 1, 1, true),
                                relu,
                                wide,
                                Specs.batchNorm()),
                        List.of()),
                relu,
                new Layer.Conv2d(44, Size.square(5), Size.square(2), Size.square(2), Size.square(1), 44, true),
                new Layer.Conv2d(44, Size.square(3), Size.square(1), Size.square(1), Size.square(1), 4, true),
                relu,
                Specs.conv(32, 3, 1, 1, true),
                new Layer.Residual(List.of(wide, Specs.batchNorm()), List.of(wide)),
                relu));
        layers.addAll(List.of(last));
        return layers;
    }

    private static Layer dilated(int dilation, int padding, boolean bias) {
        return new Layer.Conv2d(
                32, Size.square(3), Size.square(1), Size.square(padding), Size.square(dilation), 1, bias);
    }

    /** That lie one by one, behind and before those in blocks, and in residual blocks. */
    private static List<Layer> fewChannels(Layer blocked, Layer relu, Layer halve, Layer... last) {
        Layer few = Specs.conv(7, 3, 1, 1, false);
        List<Layer> layers = new ArrayList<>(List.of(
                few,
                Specs.batchNorm(),
                relu,
                halve,
                blocked,
                few,
                relu,
                new Layer.Residual(List.of(few, Specs.batchNorm(), relu, few, Specs.batchNorm()), List.of()),
                relu,
                new Layer.Residual(
                        List.of(Specs.conv(10, 3, 1, 1, true), Specs.batchNorm()),
                        List.of(Specs.conv(10, 1, 1, 0, false))),
                halve));
        layers.addAll(List.of(last));
        return layers;
    }

    /** Batch norms whose outputs convolutions and sums make in passing, and gradients that are added where one lies. */
    private static List<Layer> residual(Layer first, Layer relu, Layer... last) {
        Layer wide = Specs.conv(48, 3, 1, 1, false);
        List<Layer> layers = new ArrayList<>(List.of(
                first,
                Specs.batchNorm(),
                relu,
                new Layer.Residual(
                        List.of(wide, Specs.batchNorm(), relu, wide, Specs.batchNorm()),
                        List.of(Specs.conv(48, 1, 1, 0, false), Specs.batchNorm())),
                relu,
                new Layer.Residual(List.of(wide, Specs.batchNorm(), relu, wide, Specs.batchNorm()), List.of()),
                relu));
        layers.addAll(List.of(last));
        return layers;
    }

    /** Sums of 1x1 convolutions, of blocked and unblocked tensors. */
    private static List<Layer> bottlenecks(int channels, Layer relu, Layer... last) {
        Layer wide = Specs.conv(channels, 1, 1, 0, true);
        Layer narrow = Specs.conv(16, 1, 1, 0, false);
        List<Layer> layers = new ArrayList<>(List.of(
                wide,
                new Layer.Residual(List.of(narrow, relu, wide, Specs.batchNorm()), List.of()),
                relu,
                new Layer.Residual(
                        List.of(narrow, Specs.conv(32, 3, 2, 1, true), relu, wide),
                        List.of(Specs.conv(channels, 1, 2, 0, false), Specs.batchNorm())),
                relu,
                new Layer.Residual(List.of(wide), List.of()),
                relu));
        layers.addAll(List.of(last));
        return layers;
    }

    private static Layer grouped(int channels, int groups) {
        return grouped(channels, groups, true);
    }

    private static Layer grouped(int channels, int groups, boolean bias) {
        return new Layer.Conv2d(channels, Size.square(3), Size.square(1), Size.square(1), Size.square(1), groups, bias);
    }

    private static Layer depthwise(int kernel, int stride, int padding) {
        return new Layer.Conv2d(
                32, Size.square(kernel), Size.square(stride), Size.square(padding), Size.square(1), 32, kernel == 5);
    }

    private static Layer dilatedDepthwise(int channels, int kernel, int dilation, int padding) {
        return new Layer.Conv2d(
                channels,
                Size.square(kernel),
                Size.square(1),
                Size.square(padding),
                Size.square(dilation),
                channels,
                true);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void a_step_and_the_predictions_are_those_of_other_kernels(List<Layer> layers) {
        ExperimentSpec spec = Specs.spec(Specs.PLAIN_SGD, layers.toArray(Layer[]::new));
        for (Kernels kernels : List.of(Kernels.ONEDNN, Kernels.VECTORS)) {
            assertThat(BATCHES).anySatisfy(batch -> requireSameStep(spec, batch, kernels));
        }
    }

    private static void requireSameStep(ExperimentSpec spec, Batch batch, Kernels kernels) {
        try (Dl4jEngine blocked = new Dl4jEngine(spec, kernels);
                Dl4jEngine plain = new Dl4jEngine(spec, Kernels.ND4J)) {
            assertThat(blocked.step(batch, 0.05, 1).loss())
                    .isCloseTo(plain.step(batch, 0.05, 1).loss(), within(1e-5));
            requireEqual(blocked.flat().toDoubleVector(), plain.flat().toDoubleVector());
            requireEqual(doubles(blocked.logits(batch)), doubles(plain.logits(batch)));
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void what_is_said_of_the_outputs_is_the_same_with_all_kernels(List<Layer> layers) {
        assumeThat(OneDnnExecutor.hasVectors()).as("AVX2").isTrue();
        Graph graph = Graph.of(DatasetName.CIFAR10.shape(), layers);
        Parameters parameters = Parameters.of(graph);
        INDArray values = parameters.values();
        values.addi(Nd4j.rand(DataType.FLOAT, values.shape()).subi(0.45).muli(0.1));
        killSomeUnits(parameters);
        List<Liveness> expected = liveness(Kernels.ND4J, graph, parameters);
        for (Kernels kernels : List.of(Kernels.ONEDNN, Kernels.VECTORS)) {
            List<Liveness> actual = liveness(kernels, graph, parameters);
            graph.nodes().stream()
                    .filter(node -> graph.consumers(node).stream().noneMatch(next -> next.is(Layer.Relu.class)))
                    .forEach(node -> assertThat(actual.get(node.index()))
                            .as("%s of layer %s", kernels, node.path())
                            .isEqualTo(expected.get(node.index())));
        }
    }

    /** Every third one, where a ReLU follows. */
    private static void killSomeUnits(Parameters parameters) {
        for (Parameter parameter : parameters.layout()) {
            if (parameter.kind() == Parameter.Kind.BIAS) {
                INDArray bias = parameters.values(parameter);
                for (long unit = 0; unit < bias.length(); unit += 3) {
                    bias.putScalar(unit, -100);
                }
            }
        }
    }

    private static List<Liveness> liveness(Kernels kernels, Graph graph, Parameters parameters) {
        INDArray before = parameters.values().dup();
        try (Executor executor = kernels.executor(graph, parameters)) {
            List<Liveness> seen = new ArrayList<>();
            executor.train(BATCH, 1, logits -> {
                seen.addAll(executor.liveness());
                return logits;
            });
            return seen;
        } finally {
            parameters.values().assign(before); // running statistics have moved
        }
    }

    private static void requireEqual(double[] actual, double[] expected) {
        double largest = 0;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(actual).hasSameSizeAs(expected);
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            difference = Math.max(difference, Math.abs(actual[i] - expected[i]));
        }
        assertThat(difference).isLessThan(1e-4 * largest);
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
