package io.trainyard.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entry {@value #ENTRY} of a checkpoint file: how to read the network out of it without DeepLearning4J.
 *
 * @param format {@value #FORMAT}
 * @param pixels null where the statistics were not known to who wrote the file
 * @param tensors in the order in which they lie in {@value #COEFFICIENTS}
 */
public record StoredModel(String format, @Nullable PixelStandardization pixels, List<StoredTensor> tensors) {

    public static final String ENTRY = "trainyard/model.json";
    public static final String COEFFICIENTS = "coefficients.bin";
    static final String FORMAT = "trainyard-model-1";

    public StoredModel {
        tensors = List.copyOf(tensors);
    }

    public StoredModel(@Nullable PixelStandardization pixels, List<StoredTensor> tensors) {
        this(FORMAT, pixels, tensors);
    }
}
