package io.trainyard.web.datasets;

import io.trainyard.dataset.Dataset;
import io.trainyard.dataset.Images;
import io.trainyard.dataset.Sample;
import io.trainyard.spec.DatasetName;
import io.trainyard.web.IntRange;
import io.trainyard.web.Problem;
import io.trainyard.web.ProblemError;
import io.trainyard.web.picture.Raster;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A stretch of a split's images, in their order, of one class or of all. */
record Selection(
        Split split, List<Sample> samples, @Nullable Integer next) {

    static final int MAX_LIMIT = 100;

    private static final IntRange LIMIT = new IntRange("limit", 1, MAX_LIMIT);
    private static final IntRange AFTER = new IntRange("after", 0, Integer.MAX_VALUE);

    /**
     * @param label index or name of a class; null for all
     * @param after index of the image before the first one; null to begin with the first
     */
    static Selection of(Dataset dataset, String splitName, @Nullable String label, int limit, @Nullable Integer after) {
        Split split = Split.of(splitName);
        LIMIT.check(limit);
        AFTER.check(after == null ? 0 : after);
        @Nullable Integer wanted = label == null ? null : classIndex(dataset.name(), label);
        Images images = split.of(dataset);
        int start = after == null ? 0 : Math.min(after, images.count() - 1) + 1;
        int[] found = IntStream.range(start, images.count())
                .filter(index -> wanted == null || images.label(index) == wanted)
                .limit(limit + 1L)
                .toArray();
        List<Sample> samples =
                IntStream.of(found).limit(limit).mapToObj(images::sample).toList();
        return new Selection(split, samples, found.length > limit ? found[limit - 1] : null);
    }

    List<Raster> rasters() {
        return samples.stream().map(DatasetPicture::raster).toList();
    }

    private static int classIndex(DatasetName dataset, String label) {
        int byName = dataset.classNames().indexOf(label);
        boolean isIndex = label.matches("\\d{1,4}") && Integer.parseInt(label) < dataset.classes();
        if (!isIndex && byName < 0) {
            String message = "class is \"%s\", but must be from 0 to %d, or one of %s."
                    .formatted(label, dataset.classes() - 1, String.join(", ", dataset.classNames()));
            throw Problem.invalidParameters(List.of(ProblemError.inQuery("class", "unknown_value", message)))
                    .exception();
        }
        return isIndex ? Integer.parseInt(label) : byName;
    }
}
