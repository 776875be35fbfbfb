package io.trainyard.prediction;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The models that were used last, loaded. */
final class Models {

    private final int maxModels;
    private final long maxBytes;
    private final Object loading = new Object();
    private final Map<String, Model> models = new LinkedHashMap<>(16, 0.75f, true);

    Models(int maxModels, long maxBytes) {
        this.maxModels = maxModels;
        this.maxBytes = maxBytes;
    }

    @FunctionalInterface
    interface Loader {
        Model load() throws IOException, OrtException;
    }

    /** Two that want the same model load it once. The caller releases it. */
    Model use(String key, Loader loader) throws IOException, OrtException {
        Model model = find(key);
        if (model != null) {
            return model;
        }
        synchronized (loading) {
            model = find(key);
            return model == null ? keep(key, loader.load()) : model;
        }
    }

    private synchronized @Nullable Model find(String key) {
        Model model = models.get(key);
        if (model != null) {
            model.use();
        }
        return model;
    }

    private synchronized Model keep(String key, Model model) throws OrtException {
        model.use();
        models.put(key, model);
        long total = models.values().stream().mapToLong(Model::bytes).sum();
        Iterator<Model> oldestFirst = models.values().iterator();
        while (models.size() > 1 && (models.size() > maxModels || total > maxBytes)) {
            Model oldest = oldestFirst.next();
            oldestFirst.remove();
            total -= oldest.bytes();
            oldest.retire();
        }
        return model;
    }

    synchronized int count() {
        return models.size();
    }

    synchronized void retireAll() throws OrtException {
        for (Model model : models.values()) {
            model.retire();
        }
        models.clear();
    }
}
