package io.trainyard.web.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import io.trainyard.result.Mistake;
import io.trainyard.spec.DatasetName;
import io.trainyard.web.ClassReference;
import io.trainyard.web.WebConfiguration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A wrong guess on a test image.
 *
 * @param n its place among them, from 0, the most confident one
 * @param index of the image in the data set's test split
 * @param truth the image's class
 * @param predicted what it was taken for
 * @param confidence probability of the wrong class, in [0,1]
 * @param image address of the picture
 */
@Schema(name = "Mistake")
public record MistakeDocument(
        int n,
        int index,
        @JsonProperty("true") ClassReference truth,
        ClassReference predicted,
        double confidence,
        String image) {

    /** @param mistakes null where they were not recorded */
    static @Nullable List<MistakeDocument> of(String jobId, DatasetName dataset, @Nullable List<Mistake> mistakes) {
        return mistakes == null
                ? null
                : IntStream.range(0, mistakes.size())
                        .mapToObj(n -> of(jobId, dataset, n, mistakes.get(n)))
                        .toList();
    }

    private static MistakeDocument of(String jobId, DatasetName dataset, int n, Mistake mistake) {
        return new MistakeDocument(
                n,
                mistake.index(),
                ClassReference.of(dataset, mistake.label()),
                ClassReference.of(dataset, mistake.predicted()),
                mistake.confidence(),
                "%s/jobs/%s/evaluation/mistakes/%d.png".formatted(WebConfiguration.API, jobId, n));
    }
}
