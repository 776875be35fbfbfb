package io.trainyard.spec;

import org.jspecify.annotations.Nullable;

/**
 * Which images to learn from.
 *
 * @param validationFraction share of the training images held out for validation, stratified by class; 0 to below 1
 * @param trainLimit at most so many training images (before the split), stratified by class; null for all
 * @param testLimit at most so many test images, stratified by class; null for all
 */
public record DatasetSpec(
        DatasetName name,
        double validationFraction,
        @Nullable Integer trainLimit,
        @Nullable Integer testLimit) {

    /** How many images are split into training and validation. */
    public int trainImages() {
        return trainLimit == null ? name.trainExamples() : Math.min(trainLimit, name.trainExamples());
    }

    /** How many of them are held out. */
    public int validationImages() {
        return (int) Math.round(trainImages() * validationFraction);
    }
}
