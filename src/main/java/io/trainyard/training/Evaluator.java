package io.trainyard.training;

import io.trainyard.dataset.Batch;
import io.trainyard.dataset.BatchSource;
import io.trainyard.dataset.BatchStream;
import io.trainyard.result.EvaluationResult;
import io.trainyard.spec.Loss;

/** Judges a network on a split. */
final class Evaluator {

    private final Engine engine;
    private final Loss loss;
    private final StopSignal stop;

    Evaluator(Engine engine, Loss loss, StopSignal stop) {
        this.engine = engine;
        this.loss = loss;
        this.stop = stop;
    }

    Tally evaluate(BatchSource source) throws InterruptedException, StopSignal.Raised {
        Tally tally = new Tally(loss);
        try (BatchStream batches = source.pass(1, 0)) {
            for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
                stop.check();
                tally.add(engine.predict(batch), batch.labels());
            }
        }
        return tally;
    }

    /**
     * Sums over the examples, in their order, so that equal predictions give equal bits. The loss is the training's own,
     * label smoothing and class weights included, of all examples as one batch.
     */
    static final class Tally {

        private static final int TOP = 5;

        private final Loss loss;
        private double lossSum;
        private double weightSum;
        private long correct;
        private long inTop;
        private long examples;
        private long[][] confusion = {};

        Tally(Loss loss) {
            this.loss = loss;
        }

        /** @param probabilities labels x classes, row-major */
        void add(float[] probabilities, int[] labels) {
            int classes = probabilities.length / labels.length;
            if (confusion.length == 0) {
                confusion = new long[classes][classes];
            }
            for (int i = 0; i < labels.length; i++) {
                add(probabilities, i * classes, classes, labels[i]);
            }
        }

        private void add(float[] probabilities, int row, int classes, int label) {
            float own = probabilities[row + label];
            int rank = 0;
            int guess = 0;
            for (int c = 0; c < classes; c++) {
                float p = probabilities[row + c];
                rank += p > own || (p == own && c < label) ? 1 : 0;
                guess = p > probabilities[row + guess] ? c : guess;
                lossSum += Float.isFinite(p) ? 0 : Double.NaN;
            }
            lossSum += loss(probabilities, row, classes, label);
            weightSum += loss.weight(label);
            correct += guess == label ? 1 : 0;
            inTop += rank < TOP ? 1 : 0;
            examples++;
            confusion[label][guess]++;
        }

        private double loss(float[] probabilities, int row, int classes, int label) {
            double smoothing = loss.labelSmoothing();
            double sum = -(1 - smoothing) * loss.weight(label) * log(probabilities[row + label]);
            for (int c = 0; c < classes && smoothing > 0; c++) {
                sum -= smoothing / classes * loss.weight(c) * log(probabilities[row + c]);
            }
            return sum;
        }

        /**
         * Strict, so that every JVM gives the same bits. A probability that underflowed counts as the smallest float, not
         * as an infinite loss.
         */
        private static double log(float probability) {
            return StrictMath.log(Math.max(probability, Float.MIN_VALUE));
        }

        boolean isFinite() {
            return Double.isFinite(lossSum);
        }

        double loss() {
            return lossSum / weightSum;
        }

        double accuracy() {
            return (double) correct / examples;
        }

        EvaluationResult result() {
            Double top = confusion.length > TOP ? (double) inTop / examples : null;
            return new EvaluationResult(loss(), accuracy(), top, examples, confusion);
        }
    }
}
