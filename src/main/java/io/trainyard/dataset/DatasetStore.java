package io.trainyard.dataset;

import io.trainyard.spec.DatasetName;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds data sets: first in the given folder, then among earlier downloads, then on the network. */
public final class DatasetStore {

    /**
     * @param dataDirectory where the user keeps canonical files ({@code cifar-10/data_batch_1.bin}, ...); may be absent
     * @param cacheDirectory where downloads are unpacked; made when needed
     * @param log receives progress lines for people
     */
    public DatasetStore(@Nullable Path dataDirectory, Path cacheDirectory, Consumer<String> log) {}

    /**
     * Loads a set whole.
     *
     * @throws DatasetException if it can neither be found nor downloaded, or is damaged
     */
    public Dataset load(DatasetName name) {
        if (name == DatasetName.SHAPES) {
            Images train = ShapesGenerator.draw(0, name.trainExamples());
            Images test = ShapesGenerator.draw(1, name.testExamples());
            return new Dataset(name, train, test, ContentHash.sha256(train, test));
        }
        throw new DatasetException("dataset_missing", name.id() + " has no reader yet");
    }

    /** Whether {@link #load} would need no network. */
    public boolean isAvailable(DatasetName name) {
        return name == DatasetName.SHAPES;
    }
}
