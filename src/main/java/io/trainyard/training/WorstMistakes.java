package io.trainyard.training;

import static java.util.Comparator.comparingDouble;

import io.trainyard.dataset.Sample;
import io.trainyard.result.Mistake;
import io.trainyard.result.Mistake.Picture;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntFunction;

/** Keeps the wrong guesses of the highest confidence; of equals those that come first. */
final class WorstMistakes {

    private static final int MOST = 25;
    private static final Comparator<Guess> WORST_FIRST =
            comparingDouble(Guess::confidence).reversed().thenComparingInt(Guess::position);

    private final PriorityQueue<Guess> guesses = new PriorityQueue<>(WORST_FIRST.reversed());

    void add(int position, int label, int predicted, double confidence) {
        guesses.add(new Guess(position, label, predicted, confidence));
        if (guesses.size() > MOST) {
            guesses.remove();
        }
    }

    /** @param samples by their place among the examples */
    List<Mistake> list(IntFunction<Sample> samples) {
        return guesses.stream()
                .sorted(WORST_FIRST)
                .map(guess -> guess.of(samples.apply(guess.position())))
                .toList();
    }

    private record Guess(int position, int label, int predicted, double confidence) {

        Mistake of(Sample sample) {
            Picture picture = new Picture(
                    sample.shape().channels(),
                    sample.shape().height(),
                    sample.shape().width(),
                    sample.pixels());
            return new Mistake(sample.index(), label, predicted, confidence, picture);
        }
    }
}
