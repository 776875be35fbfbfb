package io.trainyard.prediction.image;

/** A file is no image that can be read. */
public class ImageException extends Exception {

    /** What is the matter with a file. */
    public enum Reason {
        /** Neither PNG nor JPEG nor WebP. */
        UNSUPPORTED,
        /** More pixels than are taken. */
        TOO_LARGE,
        /** One of them, but broken. */
        UNREADABLE
    }

    private final Reason reason;

    ImageException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    ImageException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
