package io.trainyard.prediction;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.trainyard.spec.ImageShape;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;

/** A model in ONNX Runtime. It is closed when it has been retired and its last user is done: never under a run. */
final class Model {

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final long bytes;
    private int users;
    private boolean retired;

    private Model(OrtEnvironment environment, OrtSession session, long bytes) {
        this.environment = environment;
        this.session = session;
        this.bytes = bytes;
    }

    /** On the caller's thread alone, and without memory that is kept from one run to the next: trainers want both. */
    static Model load(OrtEnvironment environment, ByteBuffer file) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            return new Model(environment, environment.createSession(file, options), file.capacity());
        }
    }

    long bytes() {
        return bytes;
    }

    /** @return probabilities by class */
    float[] run(float[] pixels, ImageShape shape) throws OrtException {
        long[] dimensions = {1, shape.channels(), shape.height(), shape.width()};
        try (OnnxTensor images = OnnxTensor.createTensor(environment, FloatBuffer.wrap(pixels), dimensions);
                OrtSession.Result result = session.run(Map.of("images", images))) {
            FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] probabilities = new float[values.remaining()];
            values.get(probabilities);
            return probabilities;
        }
    }

    synchronized void use() {
        users++;
    }

    synchronized void release() throws OrtException {
        users--;
        closeIfUnused();
    }

    synchronized void retire() throws OrtException {
        retired = true;
        closeIfUnused();
    }

    private void closeIfUnused() throws OrtException {
        if (retired && users == 0) {
            session.close();
        }
    }
}
