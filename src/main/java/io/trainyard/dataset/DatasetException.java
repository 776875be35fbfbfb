package io.trainyard.dataset;

/** Data that is missing, damaged or of the wrong kind; the message names the file and what to do. */
public class DatasetException extends RuntimeException {

    private final String code;

    /** @param code stable: {@code dataset_missing}, {@code dataset_corrupt}, ... */
    public DatasetException(String code, String message) {
        super(message);
        this.code = code;
    }

    public DatasetException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
