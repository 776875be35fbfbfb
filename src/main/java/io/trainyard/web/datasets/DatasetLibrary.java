package io.trainyard.web.datasets;

import io.trainyard.dataset.Dataset;
import io.trainyard.dataset.DatasetStore;
import io.trainyard.spec.DatasetName;
import io.trainyard.web.Problem;
import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Reads data sets for requests, and keeps each while memory lasts. */
@Component
class DatasetLibrary {

    private final DatasetStore store;
    private final Map<DatasetName, SoftReference<Dataset>> kept = new EnumMap<>(DatasetName.class);

    DatasetLibrary(DatasetStore store) {
        this.store = store;
    }

    boolean isAvailable(DatasetName name) {
        return store.isAvailable(name);
    }

    /** One at a time, so that no number of requests reads a set twice. */
    synchronized Dataset read(DatasetName name) {
        SoftReference<Dataset> reference = kept.get(name);
        @Nullable Dataset known = reference == null ? null : reference.get();
        if (known != null) {
            return known;
        }
        Dataset fresh = store.load(name);
        kept.put(name, new SoftReference<>(fresh));
        return fresh;
    }

    /** The set of this name, which needs no download. Otherwise the request ends with a problem. */
    Dataset open(String id) {
        return read(requireAvailable(id));
    }

    DatasetName requireAvailable(String id) {
        DatasetName name = require(id);
        if (!store.isAvailable(name)) {
            throw Problem.of(
                            HttpStatus.CONFLICT,
                            "dataset_missing",
                            "The files of %s are not here yet. %s, or run a job on it: that downloads them."
                                    .formatted(name.id(), store.whatToPutWhere(name)))
                    .exception();
        }
        return name;
    }

    static DatasetName require(String id) {
        return DatasetName.byId(id)
                .orElseThrow(() -> Problem.of(
                                HttpStatus.NOT_FOUND,
                                "dataset_not_found",
                                "There is no data set \"%s\", only %s."
                                        .formatted(
                                                id,
                                                Arrays.stream(DatasetName.values())
                                                        .map(DatasetName::id)
                                                        .collect(Collectors.joining(", "))))
                        .exception());
    }
}
