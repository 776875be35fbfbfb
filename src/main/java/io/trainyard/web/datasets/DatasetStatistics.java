package io.trainyard.web.datasets;

import io.swagger.v3.oas.annotations.media.Schema;
import io.trainyard.dataset.ChannelStatistics;
import io.trainyard.dataset.Dataset;
import io.trainyard.dataset.Images;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a data set's pixels and labels say; per-channel numbers in [0,1] pixel units, over all training images.
 *
 * @param datasetId whose they are
 * @param sha256 of its content, hex
 * @param mean over all pixels of all images
 * @param std over all pixels of all images; what {@code standardize.from: train} uses, were every image trained on
 * @param meanOfImageStds mean of the per-image standard deviations, the number that is often copied as std
 * @param trainCounts training images by class name
 * @param testCounts test images by class name
 */
@Schema(name = "DatasetStatistics")
record DatasetStatistics(
        String object,
        String datasetId,
        String sha256,
        double[] mean,
        double[] std,
        double[] meanOfImageStds,
        Map<String, Integer> trainCounts,
        Map<String, Integer> testCounts) {

    static DatasetStatistics of(Dataset dataset) {
        int[] all = IntStream.range(0, dataset.train().count()).toArray();
        ChannelStatistics channels = ChannelStatistics.of(dataset.train(), all);
        List<String> names = dataset.name().classNames();
        return new DatasetStatistics(
                "dataset_statistics",
                dataset.name().id(),
                dataset.sha256(),
                channels.mean(),
                channels.std(),
                channels.meanOfImageStds(),
                counts(dataset.train(), names),
                counts(dataset.test(), names));
    }

    private static Map<String, Integer> counts(Images images, List<String> names) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        names.forEach(name -> counts.put(name, 0));
        for (int index = 0; index < images.count(); index++) {
            counts.merge(names.get(images.label(index)), 1, Integer::sum);
        }
        return counts;
    }
}
