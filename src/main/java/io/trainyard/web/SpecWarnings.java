package io.trainyard.web;

import io.trainyard.dataset.DatasetStore;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.Layer;
import io.trainyard.spec.Preprocessing;
import io.trainyard.spec.Violation;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Notices what a spec may say but seldom means. */
@Component
class SpecWarnings {

    private static final List<Double> MEAN_OF_IMAGE_STDS = List.of(0.2023, 0.1994, 0.2010);

    private final DatasetStore store;

    SpecWarnings(DatasetStore store) {
        this.store = store;
    }

    List<Violation> of(ExperimentSpec spec) {
        List<Violation> warnings = new ArrayList<>();
        missingData(spec.dataset().name(), warnings);
        copiedStd(spec, warnings);
        redundantBias(spec.model().layers(), warnings);
        return warnings;
    }

    private void missingData(DatasetName name, List<Violation> warnings) {
        if (!store.isAvailable(name)) {
            warnings.add(new Violation(
                    "/dataset/name",
                    "dataset_missing",
                    "The files of %s are not here yet, so the job will try to download them. %s"
                            .formatted(name.id(), DatasetFiles.hint(name))));
        }
    }

    private static void copiedStd(ExperimentSpec spec, List<Violation> warnings) {
        if (spec.dataset().name() == DatasetName.CIFAR10
                && spec.preprocessing().standardize() instanceof Preprocessing.Explicit explicit
                && explicit.std().equals(MEAN_OF_IMAGE_STDS)) {
            warnings.add(new Violation(
                    "/preprocessing/standardize/std",
                    "mean_of_image_stds",
                    "0.2023, 0.1994, 0.2010 is the mean of per-image standard deviations; over all pixels of the"
                            + " training set it is 0.2470, 0.2435, 0.2616. {\"from\": \"train\"} computes it."));
        }
    }

    private static void redundantBias(List<Layer> layers, List<Violation> warnings) {
        for (int index = 0; index + 1 < layers.size(); index++) {
            if (layers.get(index) instanceof Layer.Conv2d conv
                    && conv.bias()
                    && layers.get(index + 1) instanceof Layer.BatchNorm2d) {
                warnings.add(new Violation(
                        "/model/layers/%d/bias".formatted(index),
                        "redundant_bias",
                        "The batch_norm2d after this conv2d subtracts its bias again; \"bias\": false saves %d parameters."
                                .formatted(conv.outChannels())));
            }
        }
    }
}
