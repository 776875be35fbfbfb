package io.trainyard.prediction;

/** ONNX Runtime does not run on this machine. */
public class PredictionUnavailableException extends RuntimeException {

    PredictionUnavailableException(Throwable cause) {
        super("ONNX Runtime cannot be loaded on this machine: " + cause.getMessage(), cause);
    }
}
