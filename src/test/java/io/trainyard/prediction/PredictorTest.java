package io.trainyard.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import io.trainyard.model.PixelStandardization;
import io.trainyard.model.onnx.OnnxExport;
import io.trainyard.spec.ImageShape;
import io.trainyard.spec.Layer;
import io.trainyard.spec.ModelSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictorTest {

    private static final ImageShape SHAPE = new ImageShape(1, 1, 3);

    @TempDir
    static Path libraries;

    private final AtomicInteger loads = new AtomicInteger();
    private final Predictor predictor = new Predictor(libraries, 2);

    @AfterEach
    void close() throws OrtException {
        predictor.close();
    }

    /** Gives the softmax of its three pixels. */
    private ByteBuffer model() throws IOException {
        loads.incrementAndGet();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        new OnnxExport(SHAPE, new ModelSpec(List.of(new Layer.Flatten())), Map.of()).write(checkpoint(), file);
        return ByteBuffer.allocateDirect(file.size()).put(file.toByteArray()).flip();
    }

    private static InputStream checkpoint() throws IOException {
        return TinyZip.of(new PixelStandardization(false, List.of(0.0), List.of(1.0)), List.of(), new byte[0]);
    }

    private float[] predict(String key, float... pixels) throws IOException {
        return predictor.predict(key, this::model, pixels, SHAPE);
    }

    @Test
    void gives_probabilities_by_class() throws IOException {
        float[] found = predict("a", 0, 1, 0);
        assertThat(found[1]).isCloseTo(0.5761f, within(1e-4f));
        assertThat(found[0] + found[1] + found[2]).isCloseTo(1, within(1e-6f));
    }

    @Test
    void loads_a_model_once_and_keeps_the_last_used_ones() throws IOException {
        predict("a", 0, 0, 0);
        predict("b", 0, 0, 0);
        predict("a", 0, 0, 0);
        assertThat(loads).hasValue(2);
        predict("c", 0, 0, 0);
        assertThat(predictor.loaded()).isEqualTo(2);
        predict("a", 0, 0, 0);
        assertThat(loads).as("b was used longest ago").hasValue(3);
    }

    @Test
    void many_threads_may_predict_while_models_come_and_go() {
        List<float[]> results = IntStream.range(0, 2000)
                .parallel()
                .mapToObj(i -> {
                    try {
                        return predict("model " + i % 5, 0, 0, 9);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
        assertThat(results).allSatisfy(found -> assertThat(found[2]).isGreaterThan(0.999f));
        assertThat(predictor.loaded()).isLessThanOrEqualTo(2);
    }

    @Test
    void a_model_that_cannot_be_loaded_is_not_kept() {
        assertThatThrownBy(() -> predictor.predict("bad", () -> ByteBuffer.allocateDirect(10), new float[3], SHAPE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bad");
        assertThat(predictor.loaded()).isZero();
    }

    /** Version 1.29 brings a client that sends events to its maker, unless an environment variable forbids it. */
    @Test
    void the_native_library_cannot_phone_home() throws IOException {
        predictorIsLoaded();
        Path library = libraries.resolve(System.mapLibraryName("onnxruntime"));
        String content = Files.readString(library, StandardCharsets.ISO_8859_1);
        assertThat(content).contains("onnxruntime").doesNotContain("mbedtls", "ORT_DISABLE_TELEMETRY", "curl_easy");
    }

    @Test
    void its_libraries_are_unpacked_once_to_a_place_that_stays() throws IOException {
        predictorIsLoaded();
        try (Stream<Path> files = Files.list(libraries)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            System.mapLibraryName("onnxruntime"), System.mapLibraryName("onnxruntime4j_jni"));
        }
    }

    /** ONNX Runtime is loaded once in a process, perhaps by another test; unpacking is always possible. */
    private static void predictorIsLoaded() throws IOException {
        System.clearProperty("onnxruntime.native.path");
        NativeLibrary.unpack(libraries);
    }
}
