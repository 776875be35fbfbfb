package io.trainyard.prediction;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import io.trainyard.spec.ImageShape;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Predicts with exported models. ONNX Runtime is loaded with the first prediction. Safe for use by many threads; each
 * runs on its own.
 */
public final class Predictor implements AutoCloseable {

    private static final int MAX_MODELS = 8;
    private static final long MAX_BYTES = 1L << 30;

    private final Path libraries;
    private final Models models;
    private @Nullable OrtEnvironment environment;

    /** @param libraries where ONNX Runtime's libraries are unpacked to */
    public Predictor(Path libraries) {
        this(libraries, MAX_MODELS);
    }

    Predictor(Path libraries, int maxModels) {
        this.libraries = libraries;
        this.models = new Models(maxModels, MAX_BYTES);
    }

    /**
     * @param key names the model; one that is loaded under this name is not loaded again
     * @param pixels one image in [0,1], channels x height x width
     * @return probabilities by class
     * @throws PredictionUnavailableException if ONNX Runtime does not run here
     */
    public float[] predict(String key, ModelSource source, float[] pixels, ImageShape shape) throws IOException {
        OrtEnvironment runtime = environment();
        try {
            Model model = models.use(key, () -> Model.load(runtime, source.read()));
            try {
                return model.run(pixels, shape);
            } finally {
                model.release();
            }
        } catch (OrtException e) {
            throw new IOException("ONNX Runtime refuses model %s: %s".formatted(key, e.getMessage()), e);
        }
    }

    private synchronized OrtEnvironment environment() {
        if (environment == null) {
            environment = load();
        }
        return environment;
    }

    private OrtEnvironment load() {
        try {
            NativeLibrary.unpack(libraries);
            OrtEnvironment loaded = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "trainyard");
            loaded.setTelemetry(false);
            return loaded;
        } catch (IOException | OrtException | LinkageError | RuntimeException e) {
            throw new PredictionUnavailableException(e);
        }
    }

    /** Models loaded. */
    int loaded() {
        return models.count();
    }

    @Override
    public void close() throws OrtException {
        models.retireAll();
    }
}
