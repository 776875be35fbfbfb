package io.trainyard.web;

import io.trainyard.dataset.DatasetStore;
import io.trainyard.spec.DatasetName;
import io.trainyard.spec.ExperimentSpec;
import io.trainyard.spec.SpecAdvice;
import io.trainyard.spec.Violation;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What to say about a valid spec: what the spec itself shows, and what only this server knows. */
@Component
class SpecWarnings {

    private final DatasetStore store;

    SpecWarnings(DatasetStore store) {
        this.store = store;
    }

    List<Violation> of(ExperimentSpec spec) {
        List<Violation> warnings = new ArrayList<>();
        DatasetName name = spec.dataset().name();
        if (!store.isAvailable(name)) {
            warnings.add(new Violation(
                    "/dataset/name",
                    "dataset_missing",
                    "The files of %s are not here yet, so the job will try to download them. %s to spare it that."
                            .formatted(name.id(), store.whatToPutWhere(name))));
        }
        warnings.addAll(SpecAdvice.of(spec));
        return warnings;
    }
}
