package io.trainyard.web.datasets;

import io.trainyard.spec.DatasetName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Computes each data set's statistics once. */
@Component
class StatisticsCache {

    private final DatasetLibrary library;
    private final Map<DatasetName, DatasetStatistics> computed = new ConcurrentHashMap<>();

    StatisticsCache(DatasetLibrary library) {
        this.library = library;
    }

    DatasetStatistics get(DatasetName name) {
        DatasetStatistics known = computed.get(name);
        return known == null ? compute(name) : known;
    }

    private synchronized DatasetStatistics compute(DatasetName name) {
        DatasetStatistics known = computed.get(name);
        if (known != null) {
            return known;
        }
        DatasetStatistics fresh = DatasetStatistics.of(library.read(name));
        computed.put(name, fresh);
        return fresh;
    }
}
