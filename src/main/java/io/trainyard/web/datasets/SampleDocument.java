package io.trainyard.web.datasets;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import io.trainyard.dataset.Sample;
import io.trainyard.spec.DatasetName;
import io.trainyard.web.ClassReference;
import io.trainyard.web.WebConfiguration;

/**
 * One image of a data set.
 *
 * @param index within its split, 0-based
 * @param split {@code train} or {@code test}
 * @param label its class
 * @param image address of the picture
 */
@Schema(name = "Sample")
record SampleDocument(
        int index, String split, @JsonProperty("class") ClassReference label, String image) {

    static SampleDocument of(DatasetName dataset, Split split, Sample sample) {
        return new SampleDocument(
                sample.index(),
                split.id(),
                ClassReference.of(dataset, sample.label()),
                "%s/datasets/%s/samples/%s/%d.png"
                        .formatted(WebConfiguration.API, dataset.id(), split.id(), sample.index()));
    }
}
