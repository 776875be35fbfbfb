package io.trainyard.result;

import java.util.List;

/**
 * How far a model's confidence, the probability of its first guess, is from how often that guess is right: Guo et al., "On
 * Calibration of Modern Neural Networks", 2017.
 *
 * @param ece expected calibration error: mean over the examples of |accuracy - confidence| of their bin, in [0,1]
 * @param bins of equal width from 0 to 1, ascending; those without examples as well
 */
public record Calibration(double ece, List<Bin> bins) {

    /**
     * Examples whose confidence is above {@code from} and at most {@code to}.
     *
     * @param from in [0,1]
     * @param to in [0,1]
     * @param count how many examples
     * @param confidence their mean; 0 where there are none
     * @param accuracy share of the right ones; 0 where there are none
     */
    public record Bin(double from, double to, long count, double confidence, double accuracy) {}
}
