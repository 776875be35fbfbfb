package io.trainyard.web.datasets;

import io.swagger.v3.oas.annotations.media.Schema;
import io.trainyard.spec.DatasetName;
import java.util.List;

/**
 * A data set as JSON.
 *
 * @param id its name in specs
 * @param shape channels, height, width of an image
 * @param classes how many there are
 * @param classNames by class index
 * @param trainExamples images to train on, those for validation included
 * @param testExamples images to test with
 * @param available whether it can be read without the network
 */
@Schema(name = "Dataset")
record DatasetDocument(
        String id,
        String object,
        List<Integer> shape,
        int classes,
        List<String> classNames,
        int trainExamples,
        int testExamples,
        boolean available) {

    static DatasetDocument of(DatasetName name, boolean available) {
        return new DatasetDocument(
                name.id(),
                "dataset",
                List.of(
                        name.shape().channels(),
                        name.shape().height(),
                        name.shape().width()),
                name.classes(),
                name.classNames(),
                name.trainExamples(),
                name.testExamples(),
                available);
    }
}
