package io.trainyard.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import io.trainyard.dataset.Batch;
import io.trainyard.dataset.Batches;
import io.trainyard.dataset.Dataset;
import io.trainyard.dataset.Images;
import io.trainyard.model.onnx.OnnxExport;
import io.trainyard.spec.Activation;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.ImageShape;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Layer.Size;
import io.trainyard.spec.Optimizer;
import io.trainyard.spec.Presets;
import io.trainyard.spec.SpecReader;
import io.trainyard.spec.SpecWriter;
import io.trainyard.training.TrainingState;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Exported models give in ONNX Runtime what the engine gives, from raw pixels on. */
class OnnxExportTest {

    private static final String TRAIN = "{\"from\": \"train\"}";
    private static final int IMAGES = 6;

    @TempDir
    Path folder;

    static Stream<Arguments> networks() {
        Layer flatten = new Layer.Flatten();
        return Stream.of(
                Arguments.of("every kind", List.of(Specs.everyKind())),
                Arguments.of("other kinds", List.of(Specs.otherKinds())),
                Arguments.of(
                        "branches, gelu by the error function", List.of(Specs.branches(new Activation.Gelu(false)))),
                Arguments.of("branches, gelu by tanh", List.of(Specs.branches(new Activation.Gelu(true)))),
                Arguments.of("batch norms without scale and shift", List.of(Specs.normsWithoutAffine())),
                Arguments.of(
                        "dropout",
                        List.of(
                                new Layer.Dropout(0.2),
                                Specs.conv(4, 5, 3, 0, true),
                                new Layer.Dropout2d(0.3),
                                flatten,
                                new Layer.Linear(10, false),
                                new Layer.Dropout(0.1))),
                Arguments.of(
                        "logits without a linear layer",
                        List.of(Specs.conv(5, 3, 2, 1, true), new Layer.AdaptiveAvgPool2d(new Size(2, 1)), flatten)),
                Arguments.of(
                        "adaptive pooling with uneven windows, and with more than there are pixels",
                        List.of(
                                Specs.conv(4, 3, 3, 0, true),
                                new Layer.AdaptiveAvgPool2d(new Size(3, 7)),
                                new Layer.AdaptiveAvgPool2d(new Size(5, 2)),
                                flatten,
                                new Layer.Linear(10, true))),
                Arguments.of(
                        "even spans of the same size",
                        List.of(
                                new Layer.Conv2d(
                                        4,
                                        new Size(4, 2),
                                        new Size(1, 1),
                                        new Layer.SamePadding(),
                                        new Size(3, 1),
                                        true),
                                Specs.maxPool(4, 4, 0),
                                flatten,
                                new Layer.Linear(10, true))),
                Arguments.of(
                        "a block of flat features",
                        List.of(
                                Specs.maxPool(8, 8, 0),
                                flatten,
                                new Layer.BatchNorm1d(1e-5, 0.1),
                                new Layer.Residual(
                                        List.of(new Activation.Tanh(), new Layer.BatchNorm1d(1e-3, 0.2)), List.of()),
                                new Layer.Residual(
                                        List.of(new Layer.Linear(48, true)), List.of(new Activation.Sigmoid())),
                                new Layer.Linear(10, true))),
                Arguments.of(
                        "uneven windows",
                        List.of(
                                new Layer.Conv2d(
                                        6, new Size(3, 5), new Size(2, 1), new Size(0, 2), new Size(2, 1), 3, true),
                                new Layer.MaxPool2d(new Size(3, 2), new Size(1, 2), new Size(1, 0)),
                                new Layer.AvgPool2d(new Size(2, 3), new Size(2, 1), new Size(1, 1)),
                                flatten,
                                new Layer.Linear(10, true))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void every_layer_gives_what_the_engine_gives(String name, List<Layer> layers) throws Exception {
        requireSame(spec(DatasetName.CIFAR10, layers, TRAIN, "null"), OptLevel.NO_OPT);
    }

    static List<String> presets() {
        return Presets.names();
    }

    @ParameterizedTest
    @MethodSource("presets")
    void every_preset_gives_what_the_engine_gives(String preset) throws Exception {
        requireSame(spec(DatasetName.CIFAR10, preset(preset, DatasetName.CIFAR10), TRAIN, "null"), OptLevel.ALL_OPT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet5", "alexnet_cifar", "vgg11_bn"})
    void presets_for_grey_images_do_so_too(String preset) throws Exception {
        requireSame(spec(DatasetName.MNIST, preset(preset, DatasetName.MNIST), TRAIN, "null"), OptLevel.ALL_OPT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TRAIN,
                "{\"from\": \"none\"}",
                "{\"from\": \"per_image\"}",
                "{\"mean\": [0.1, 0.5, 0.9], \"std\": [0.2, 0.3, 0.4]}"
            })
    void pixels_are_standardized_inside(String standardize) throws Exception {
        requireSame(spec(DatasetName.CIFAR10, List.of(Specs.everyKind()), standardize, "null"), OptLevel.NO_OPT);
    }

    @Test
    void averaged_weights_are_exported_where_they_are_what_is_evaluated() throws Exception {
        requireSame(spec(DatasetName.CIFAR10, List.of(Specs.everyKind()), TRAIN, "{\"decay\": 0.5}"), OptLevel.NO_OPT);
    }

    @Test
    void the_same_checkpoint_gives_the_same_bytes() throws Exception {
        ExperimentSpec spec = spec(DatasetName.CIFAR10, List.of(Specs.everyKind()), TRAIN, "null");
        Path checkpoint = folder.resolve("checkpoint.zip");
        try (Dl4jEngine engine = engine(spec, Batches.of(spec, dataset(DatasetName.CIFAR10), 1))) {
            engine.save(checkpoint, TrainingState.initial());
        }
        assertThat(Files.readAllBytes(export(spec, checkpoint, "a.onnx")))
                .isEqualTo(Files.readAllBytes(export(spec, checkpoint, "b.onnx")));
    }

    private void requireSame(ExperimentSpec spec, OptLevel level) throws Exception {
        DatasetName name = spec.dataset().name();
        Dataset dataset = dataset(name);
        Batches batches = Batches.of(spec, dataset, 1);
        Path checkpoint = folder.resolve("checkpoint.zip");
        try (Dl4jEngine engine = engine(spec, batches)) {
            for (int i = 1; i <= 3; i++) {
                engine.step(Specs.batch(name, 8, i), 0.02, i);
            }
            Batch batch = batches.test().pass(1, 0).next();
            double[] expected = Softmax.of(engine.logits(batch), name.classes());
            engine.save(checkpoint, TrainingState.initial());
            float[] found = run(export(spec, checkpoint, "model.onnx"), pixels(dataset.test()), name.shape(), level);
            assertThat(found).hasSize(expected.length);
            for (int i = 0; i < found.length; i++) {
                assertThat((double) found[i]).isCloseTo(expected[i], within(1e-5));
            }
            assertThat(Arrays.stream(expected).max().orElseThrow())
                    .as("more than a guess")
                    .isGreaterThan(0.101);
        }
    }

    private Dl4jEngine engine(ExperimentSpec spec, Batches batches) {
        return new Dl4jEngine(spec, batches.standardize(), Kernels.best());
    }

    private Path export(ExperimentSpec spec, Path checkpoint, String name) throws IOException {
        Path file = folder.resolve(name);
        try (InputStream in = Files.newInputStream(checkpoint);
                OutputStream out = Files.newOutputStream(file)) {
            new OnnxExport(spec.dataset().name().shape(), spec.model(), Map.of()).write(in, out);
        }
        return file;
    }

    private static float[] run(Path model, float[] pixels, ImageShape shape, OptLevel level) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(level);
            options.setIntraOpNumThreads(1);
            long[] dimensions = {IMAGES, shape.channels(), shape.height(), shape.width()};
            try (OrtSession session = environment.createSession(model.toString(), options);
                    OnnxTensor images = OnnxTensor.createTensor(environment, FloatBuffer.wrap(pixels), dimensions);
                    OrtSession.Result result = session.run(Map.of(OnnxExport.INPUT, images))) {
                FloatBuffer values =
                        ((OnnxTensor) result.get(OnnxExport.PROBABILITIES).orElseThrow()).getFloatBuffer();
                float[] probabilities = new float[values.remaining()];
                values.get(probabilities);
                return probabilities;
            }
        }
    }

    /** In [0,1], NCHW. */
    private static float[] pixels(Images images) {
        ImageShape shape = images.shape();
        int area = shape.height() * shape.width();
        float[] values = new float[images.pixels().length];
        for (int i = 0; i < values.length; i++) {
            int image = i / shape.size();
            int pixel = i % shape.size() / shape.channels();
            int channel = i % shape.channels();
            values[image * shape.size() + channel * area + pixel] = (images.pixels()[i] & 0xFF) / 255f;
        }
        return values;
    }

    private static List<Layer> preset(String name, DatasetName dataset) {
        return Presets.find(name, dataset).orElseThrow().layers();
    }

    private static ExperimentSpec spec(DatasetName dataset, List<Layer> layers, String standardize, String ema) {
        JsonMapper json = JsonMapper.shared();
        ObjectNode spec = SpecWriter.write(
                Specs.spec(dataset, new Optimizer.Sgd(0.02, 0.9, 0, false, 0, true), 0, List.of(), layers));
        spec.putObject("preprocessing").set("standardize", json.readTree(standardize));
        spec.set("ema", json.readTree(ema));
        spec.putObject("dataset")
                .put("name", dataset.id())
                .put("train_limit", 40)
                .put("validation_fraction", 0.25);
        return SpecReader.read(spec);
    }

    /** Noise, darker from image to image. */
    private static Dataset dataset(DatasetName name) {
        return new Dataset(name, images(name.shape(), 40), images(name.shape(), IMAGES), "");
    }

    private static Images images(ImageShape shape, int count) {
        Random random = new Random(count);
        byte[] pixels = new byte[count * shape.size()];
        byte[] labels = new byte[count];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) random.nextInt(256 - 200 * (i / shape.size()) / count);
        }
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 10);
        }
        return new Images(shape, pixels, labels);
    }
}
