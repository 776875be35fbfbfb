package io.trainyard.web;

import io.trainyard.dataset.DatasetStore;
import io.trainyard.spec.DatasetName;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Computes each data set's statistics once. */
@Component
class StatisticsCache {

    private final DatasetStore store;
    private final Map<DatasetName, DatasetStatistics> computed = new ConcurrentHashMap<>();

    StatisticsCache(DatasetStore store) {
        this.store = store;
    }

    DatasetStatistics get(DatasetName name) {
        DatasetStatistics known = computed.get(name);
        return known == null ? compute(name) : known;
    }

    /** One at a time: a data set is held in memory whole while it is read. */
    private synchronized DatasetStatistics compute(DatasetName name) {
        DatasetStatistics known = computed.get(name);
        if (known != null) {
            return known;
        }
        DatasetStatistics fresh = DatasetStatistics.of(store.load(name));
        computed.put(name, fresh);
        return fresh;
    }
}
