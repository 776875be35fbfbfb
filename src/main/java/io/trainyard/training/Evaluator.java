package io.trainyard.training;

import io.trainyard.dataset.Batch;
import io.trainyard.dataset.BatchSource;
import io.trainyard.dataset.BatchStream;
import io.trainyard.dataset.Sample;
import io.trainyard.result.EvaluationResult;
import io.trainyard.result.EvaluationResult.TopK;
import io.trainyard.spec.Loss;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Judges a network on a split. */
final class Evaluator {

    private final Engine engine;
    private final Loss loss;
    private final @Nullable Integer topK;
    private final StopSignal stop;

    /** @param topK k of the top-k accuracy; null for none */
    Evaluator(Engine engine, Loss loss, @Nullable Integer topK, StopSignal stop) {
        this.engine = engine;
        this.loss = loss;
        this.topK = topK;
        this.stop = stop;
    }

    Tally evaluate(BatchSource source) throws InterruptedException, StopSignal.Raised {
        Tally tally = new Tally(loss, topK);
        try (BatchStream batches = source.pass(1, 0)) {
            for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
                stop.check();
                tally.add(engine.logits(batch), batch.labels());
            }
        }
        return tally;
    }

    /** What {@link #evaluate} gave, with the pictures of the worst mistakes. */
    static EvaluationResult result(Tally tally, BatchSource source) {
        return tally.result(position -> source.sample(1, position));
    }

    /**
     * Sums over the examples, in their order and in double precision, so that equal logits give equal bits. The loss is the training's own,
     * label smoothing and class weights included, of all examples as one batch.
     */
    static final class Tally {

        private final Loss loss;
        private final @Nullable Integer topK;
        private double lossSum;
        private double weightSum;
        private long correct;
        private long inTop;
        private long examples;
        private long[][] confusion = {};
        private final ConfidenceBins bins = new ConfidenceBins();
        private final WorstMistakes mistakes = new WorstMistakes();

        Tally(Loss loss, @Nullable Integer topK) {
            this.loss = loss;
            this.topK = topK;
        }

        /** @param logits labels x classes, row-major */
        void add(float[] logits, int[] labels) {
            int classes = logits.length / labels.length;
            if (confusion.length == 0) {
                confusion = new long[classes][classes];
            }
            for (int i = 0; i < labels.length; i++) {
                add(logits, i * classes, classes, labels[i]);
            }
        }

        private void add(float[] logits, int row, int classes, int label) {
            float own = logits[row + label];
            int rank = 0;
            int guess = 0;
            for (int c = 0; c < classes; c++) {
                float logit = logits[row + c];
                rank += logit > own || (logit == own && c < label) ? 1 : 0;
                guess = logit > logits[row + guess] ? c : guess;
                lossSum += Float.isFinite(logit) ? 0 : Double.NaN;
            }
            double logSum = logSumExp(logits, row, classes, logits[row + guess]);
            double confidence = StrictMath.exp(logits[row + guess] - logSum);
            lossSum += loss(logits, row, classes, label, logSum);
            weightSum += loss.weight(label);
            correct += guess == label ? 1 : 0;
            inTop += topK != null && rank < topK ? 1 : 0;
            bins.add(confidence, guess == label);
            if (guess != label) {
                mistakes.add(Math.toIntExact(examples), label, guess, confidence);
            }
            examples++;
            confusion[label][guess]++;
        }

        private double loss(float[] logits, int row, int classes, int label, double logSum) {
            double smoothing = loss.labelSmoothing();
            double sum = (1 - smoothing) * loss.weight(label) * (logSum - logits[row + label]);
            for (int c = 0; c < classes && smoothing > 0; c++) {
                sum += smoothing / classes * loss.weight(c) * (logSum - logits[row + c]);
            }
            return sum;
        }

        /** Strict, so that every JVM gives the same bits. */
        private static double logSumExp(float[] logits, int row, int classes, double largest) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += StrictMath.exp(logits[row + c] - largest);
            }
            return largest + StrictMath.log(sum);
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

        /** @param samples the images by their place among the examples */
        EvaluationResult result(IntFunction<Sample> samples) {
            TopK top = topK == null ? null : new TopK(topK, (double) inTop / examples);
            return new EvaluationResult(
                    loss(), accuracy(), top, examples, confusion, bins.calibration(), mistakes.list(samples));
        }
    }
}
