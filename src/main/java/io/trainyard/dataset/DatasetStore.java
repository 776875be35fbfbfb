package io.trainyard.dataset;

import io.trainyard.spec.DatasetName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds data sets: first in the given folder, then among earlier downloads, then on the network. */
public final class DatasetStore {

    private final @Nullable Path dataDirectory;
    private final Path cacheDirectory;
    private final Consumer<String> log;
    private final Function<DatasetName, DatasetFiles> files;

    /**
     * @param dataDirectory where the user keeps canonical files ({@code cifar-10/data_batch_1.bin}, ...); may be absent
     * @param cacheDirectory where downloads are unpacked; made when needed
     * @param log receives progress lines for people
     */
    public DatasetStore(@Nullable Path dataDirectory, Path cacheDirectory, Consumer<String> log) {
        this(dataDirectory, cacheDirectory, log, DatasetFiles::of);
    }

    DatasetStore(
            @Nullable Path dataDirectory,
            Path cacheDirectory,
            Consumer<String> log,
            Function<DatasetName, DatasetFiles> files) {
        this.dataDirectory = dataDirectory;
        this.cacheDirectory = cacheDirectory;
        this.log = log;
        this.files = files;
    }

    /**
     * Loads a set whole.
     *
     * @throws DatasetException if it can neither be found nor downloaded ({@code dataset_missing}), is damaged
     *     ({@code dataset_corrupt}) or cannot be read ({@code dataset_unreadable})
     */
    public Dataset load(DatasetName name) {
        Images train;
        Images test;
        if (name == DatasetName.SHAPES) {
            train = ShapesGenerator.draw(0, name.trainExamples());
            test = ShapesGenerator.draw(1, name.testExamples());
        } else {
            Path folder = find(name).orElseGet(() -> download(name));
            log.accept("reading %s from %s".formatted(name.id(), folder));
            boolean cifar = name == DatasetName.CIFAR10;
            train = cifar ? CifarReader.read(folder, CifarReader.TRAIN_FILES) : IdxReader.train(folder, name);
            test = cifar ? CifarReader.read(folder, CifarReader.TEST_FILES) : IdxReader.test(folder, name);
        }
        return new Dataset(name, train, test, ContentHash.sha256(train, test));
    }

    /** Whether {@link #load} would need no network. */
    public boolean isAvailable(DatasetName name) {
        return name == DatasetName.SHAPES || find(name).isPresent();
    }

    private Optional<Path> find(DatasetName name) {
        return Stream.of(Optional.ofNullable(dataDirectory), Optional.of(cacheDirectory))
                .flatMap(Optional::stream)
                .flatMap(root -> files.apply(name).findBelow(root).stream())
                .findFirst();
    }

    private Path download(DatasetName name) {
        DatasetFiles wanted = files.apply(name);
        try {
            return new DatasetDownload(wanted, log).into(cacheDirectory);
        } catch (IOException e) {
            throw new DatasetException("dataset_missing", missing(name, wanted, e), e);
        }
    }

    private String missing(DatasetName name, DatasetFiles wanted, IOException cause) {
        return "%s is not here and could not be downloaded (%s). %s, or use the built-in data set shapes."
                .formatted(name.id(), cause, whatToPutWhere(wanted));
    }

    /** Which files of a set are not here and where they belong, as a clause for people: "Put ... into ...". */
    public String whatToPutWhere(DatasetName name) {
        return whatToPutWhere(files.apply(name));
    }

    private String whatToPutWhere(DatasetFiles wanted) {
        String folder = wanted.folders().get(0);
        String place = dataDirectory == null
                ? "the folder %s below the one that trainyard.data or TRAINYARD_DATA names".formatted(folder)
                : "the folder " + dataDirectory.resolve(folder);
        List<String> missing =
                dataDirectory == null ? wanted.names() : wanted.missingFrom(dataDirectory.resolve(folder));
        return "Put %s (plain or .gz) into %s".formatted(String.join(", ", missing), place);
    }
}
