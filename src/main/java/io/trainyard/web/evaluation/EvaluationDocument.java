package io.trainyard.web.evaluation;

import io.swagger.v3.oas.annotations.media.Schema;
import io.trainyard.job.Job;
import io.trainyard.result.Calibration;
import io.trainyard.result.EvaluationResult;
import io.trainyard.spec.DatasetName;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A test evaluation as JSON.
 *
 * @param jobId whose it is
 * @param split always {@code test}
 * @param evaluatedEpoch whose checkpoint was judged
 * @param loss of the spec's kind, mean over the examples
 * @param accuracy share of the examples that were right at the first guess
 * @param topK null where the spec turned it off
 * @param examples how many images were judged
 * @param classNames by class index
 * @param classes scores class by class
 * @param macro unweighted means over the classes
 * @param confusionMatrix examples by [true class][predicted class]
 * @param calibration how far confidence is from accuracy; null for jobs of version 0.1.0
 * @param mistakes at most 25, the most confident first; null for jobs of version 0.1.0
 */
@Schema(name = "Evaluation")
public record EvaluationDocument(
        String object,
        String jobId,
        String split,
        @Nullable Integer evaluatedEpoch,
        double loss,
        double accuracy,
        EvaluationResult.@Nullable TopK topK,
        long examples,
        List<String> classNames,
        List<ClassScore> classes,
        MacroScore macro,
        long[][] confusionMatrix,
        @Nullable Calibration calibration,
        @Nullable List<MistakeDocument> mistakes) {

    /**
     * Scores of one class; a 0/0 counts as 0, as in scikit-learn.
     *
     * @param index of the class
     * @param name of the class
     * @param precision share of the right ones among its predictions
     * @param recall share of the right ones among its examples
     * @param f1 harmonic mean of precision and recall
     * @param support its test examples
     */
    @Schema(name = "ClassScore")
    public record ClassScore(int index, String name, double precision, double recall, double f1, long support) {

        static ClassScore of(int index, String name, long[][] confusion) {
            long hits = confusion[index][index];
            long support = IntStream.range(0, confusion.length)
                    .mapToLong(predicted -> confusion[index][predicted])
                    .sum();
            long predictions = IntStream.range(0, confusion.length)
                    .mapToLong(truth -> confusion[truth][index])
                    .sum();
            return new ClassScore(
                    index,
                    name,
                    ratio(hits, predictions),
                    ratio(hits, support),
                    ratio(2 * hits, support + predictions),
                    support);
        }

        private static double ratio(long part, long whole) {
            return whole == 0 ? 0 : (double) part / whole;
        }
    }

    /**
     * Unweighted means over the classes.
     *
     * @param precision of the classes' precisions
     * @param recall of the classes' recalls
     * @param f1 of the classes' F1 scores
     */
    @Schema(name = "MacroScore")
    public record MacroScore(double precision, double recall, double f1) {}

    public static EvaluationDocument of(Job job, DatasetName dataset, EvaluationResult result) {
        List<String> names = dataset.classNames();
        List<ClassScore> classes = IntStream.range(0, result.confusion().length)
                .mapToObj(index -> ClassScore.of(index, names.get(index), result.confusion()))
                .toList();
        Job.Result summary = job.result();
        return new EvaluationDocument(
                "evaluation",
                job.id(),
                "test",
                summary == null ? null : summary.evaluatedEpoch(),
                result.loss(),
                result.accuracy(),
                result.topK(),
                result.examples(),
                names,
                classes,
                new MacroScore(
                        mean(classes, ClassScore::precision),
                        mean(classes, ClassScore::recall),
                        mean(classes, ClassScore::f1)),
                result.confusion(),
                result.calibration(),
                MistakeDocument.of(job.id(), dataset, result.mistakes()));
    }

    private static double mean(List<ClassScore> classes, ToDoubleFunction<ClassScore> score) {
        return classes.stream().mapToDouble(score).average().orElse(0);
    }
}
