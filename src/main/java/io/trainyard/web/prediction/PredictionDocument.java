package io.trainyard.web.prediction;

import io.swagger.v3.oas.annotations.media.Schema;
import io.trainyard.prediction.image.ImageFile;
import io.trainyard.spec.DatasetName;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a model takes an image for.
 *
 * @param object always {@code prediction}
 * @param jobId the job whose model was asked
 * @param checkpointId the checkpoint that was asked
 * @param predictions the likeliest classes, the likeliest first
 * @param image what was sent
 */
@Schema(name = "Prediction")
record PredictionDocument(
        String object, String jobId, String checkpointId, List<ClassProbability> predictions, Image image) {

    /**
     * A class and how likely it is.
     *
     * @param index of the class
     * @param name of the class
     * @param probability 0 to 1; over all classes they add up to 1
     */
    @Schema(name = "ClassProbability")
    record ClassProbability(int index, String name, double probability) {}

    /**
     * The image as it came, and what was made of it.
     *
     * @param width in pixels, upright
     * @param height in pixels, upright
     * @param resizedTo height and width that the network takes
     */
    @Schema(name = "PredictedImage")
    record Image(int width, int height, List<Integer> resizedTo) {

        static Image of(ImageFile.Input input, DatasetName dataset) {
            return new Image(
                    input.width(),
                    input.height(),
                    List.of(dataset.shape().height(), dataset.shape().width()));
        }
    }

    /** The {@code count} likeliest; of equals the lower class goes first. */
    static List<ClassProbability> likeliest(float[] probabilities, List<String> names, int count) {
        return IntStream.range(0, probabilities.length)
                .mapToObj(index -> new ClassProbability(index, names.get(index), probabilities[index]))
                .sorted(Comparator.comparingDouble(ClassProbability::probability)
                        .reversed())
                .limit(count)
                .toList();
    }
}
