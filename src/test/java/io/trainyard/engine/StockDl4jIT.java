package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.dataset.Batch;
import io.trainyard.spec.Activation;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Optimizer;
import io.trainyard.spec.Presets;
import io.trainyard.training.TrainingState;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A saved model in a JVM of its own that has DL4J's jars and nothing of ours. */
class StockDl4jIT {

    private static final String PROGRAM = "src/test/resources/stock/StockPredict.java";
    private static final Pattern LIBRARIES = Pattern.compile(
            "deeplearning4j|nd4j|bytedeco|slf4j|logback|commons|jackson|guava|protobuf|snakeyaml|fastutil");

    @TempDir
    Path folder;

    static Stream<List<Layer>> networks() {
        return Stream.of(
                List.of(Specs.everyKind()),
                List.of(
                        Specs.conv(6, 3, 2, 1, false),
                        Specs.batchNorm(),
                        new Layer.Relu(),
                        new Layer.Dropout(0.3),
                        Specs.conv(10, 1, 1, 0, true),
                        Specs.avgPool(4, 3, 1),
                        Specs.avgPool(5, 5, 0),
                        new Layer.Flatten()),
                List.of(Specs.otherKinds()),
                List.of(Specs.branches(new Activation.Gelu(true))),
                preset("resnet20"),
                List.of(Specs.uneven()),
                List.of(
                        new Layer.Conv2d(
                                4,
                                new Layer.Size(4, 3),
                                Layer.Size.square(1),
                                new Layer.SamePadding(),
                                new Layer.Size(3, 2),
                                true),
                        new Layer.Relu(),
                        Specs.maxPool(4, 4, 0),
                        new Layer.Flatten(),
                        new Layer.Linear(10, true)),
                List.of(Specs.normsWithoutAffine()),
                List.of(
                        Specs.conv(6, 3, 2, 1, false),
                        new Layer.BatchNorm2d(1e-5, 0.3, false),
                        new Layer.Relu(),
                        Specs.avgPool(4, 4, 0),
                        new Layer.Flatten(),
                        new Layer.BatchNorm1d(1e-5, 0.3, false),
                        new Layer.Linear(10, true)),
                // Batch norm makes gelu's inputs large enough to tell its formulas apart.
                List.of(
                        Specs.conv(8, 3, 1, 1, false),
                        Specs.batchNorm(),
                        new Activation.Gelu(true),
                        Specs.grouped(12, 3, 4, true),
                        new Activation.Gelu(true),
                        Specs.grouped(12, 3, 12, false),
                        Specs.maxPool(4, 4, 0),
                        new Layer.Flatten(),
                        new Layer.Linear(10, true)),
                List.of(
                        Specs.conv(6, 3, 2, 1, false),
                        new Layer.Dropout2d(0.3),
                        new Layer.AdaptiveAvgPool2d(Layer.Size.square(1)),
                        new Layer.Flatten(),
                        new Layer.Linear(10, true)),
                List.of(
                        new Layer.Dropout(0.2),
                        new Layer.Flatten(),
                        new Layer.Linear(20, false),
                        new Layer.Relu(),
                        new Layer.Dropout(0.5),
                        new Layer.Linear(10, false)));
    }

    private static List<Layer> preset(String name) {
        return Presets.find(name, DatasetName.CIFAR10).orElseThrow().layers();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void stock_dl4j_loads_the_model_and_gives_the_same_predictions(List<Layer> layers) throws Exception {
        requireSamePredictions(layers, 1e-5f);
    }

    @Test
    void a_gelu_by_the_error_function_is_saved_by_its_formula_with_tanh() throws Exception {
        requireSamePredictions(List.of(Specs.branches(new Activation.Gelu(false))), 1e-3f);
    }

    private void requireSamePredictions(List<Layer> layers, float tolerance) throws Exception {
        ExperimentSpec spec =
                Specs.spec(new Optimizer.Sgd(0.1, 0.9, 0, false, 5e-4, true), layers.toArray(Layer[]::new));
        Batch batch = Specs.batch(DatasetName.CIFAR10, 6, 77);
        Path model = folder.resolve("model.zip");
        try (Dl4jEngine engine = new Dl4jEngine(spec)) {
            for (int i = 1; i <= 3; i++) {
                engine.step(Specs.batch(DatasetName.CIFAR10, 8, i), 0.05, i);
            }
            engine.save(model, TrainingState.initial());
            List<Float> stock = predictInStockDl4j(model, batch);
            double[] ours = Softmax.of(engine.logits(batch), 10);
            assertThat(stock).hasSize(ours.length);
            for (int i = 0; i < ours.length; i++) {
                assertThat(stock.get(i)).isCloseTo((float) ours[i], within(tolerance));
            }
        }
    }

    private List<Float> predictInStockDl4j(Path model, Batch batch) throws IOException, InterruptedException {
        ByteBuffer bytes = ByteBuffer.allocate(batch.images().length * Float.BYTES);
        bytes.asFloatBuffer().put(batch.images());
        Path images = Files.write(folder.resolve("images.bin"), bytes.array());
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry ->
                        entry.endsWith(".jar") && LIBRARIES.matcher(entry).find())
                .collect(Collectors.joining(File.pathSeparator));
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        PROGRAM,
                        model.toString(),
                        images.toString(),
                        "" + batch.size(),
                        "" + batch.shape().height(),
                        "" + batch.shape().width(),
                        "" + batch.shape().channels())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor()).as(() -> read(output)).isZero();
        return read(output)
                .lines()
                .filter(line -> line.startsWith("probability "))
                .map(line -> Float.valueOf(line.substring("probability ".length())))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
