package io.trainyard.spec;

import java.util.List;

/** What happens to every image after its pixels were scaled to [0,1]. */
public record Preprocessing(Standardize standardize) {

    /** (pixel - mean) / std. */
    public sealed interface Standardize {}

    /** Mean and standard deviation of the training split's pixels. */
    public record FromTrain() implements Standardize {}

    /** Given mean and standard deviation, one value a channel, in [0,1] pixel units. */
    public record Explicit(List<Double> mean, List<Double> std) implements Standardize {
        public Explicit {
            mean = List.copyOf(mean);
            std = List.copyOf(std);
        }
    }

    /** Each image by the mean and the standard deviation of all its own values, as tf.image.per_image_standardization. */
    public record PerImage() implements Standardize {}

    /** Pixels stay in [0,1]. */
    public record None() implements Standardize {}
}
