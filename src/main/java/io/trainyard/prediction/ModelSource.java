package io.trainyard.prediction;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Gives an ONNX file, once it is needed. */
@FunctionalInterface
public interface ModelSource {

    /** The file's bytes, in direct memory or mapped. */
    ByteBuffer read() throws IOException;
}
