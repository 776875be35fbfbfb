package io.trainyard.web.model;

import io.trainyard.job.Checkpoint;
import io.trainyard.job.Job;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a model can be downloaded as. */
enum ModelFormat {
    DL4J("application/zip", ".zip"),
    ONNX("application/octet-stream", ".onnx"),
    BUNDLE("application/zip", "-bundle.zip");

    private final String type;
    private final String suffix;

    ModelFormat(String type, String suffix) {
        this.type = type;
        this.suffix = suffix;
    }

    String type() {
        return type;
    }

    /** Such as {@code quickstart-epoch6.onnx}. */
    String filename(Job job, Checkpoint checkpoint) {
        String name = job.description().name();
        String safe =
                name == null ? "" : name.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[-.]+|[-.]+$", "");
        String batch = checkpoint.batch() == 0 ? "" : "-batch" + checkpoint.batch();
        return "%s-epoch%d%s%s".formatted(safe.isEmpty() ? job.id() : safe, checkpoint.epoch(), batch, suffix);
    }

    static Optional<ModelFormat> of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }
}
