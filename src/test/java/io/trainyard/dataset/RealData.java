package io.trainyard.dataset;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.trainyard.spec.DatasetName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the real data sets, which are not part of the sources: where TRAINYARD_DATA says, else in ../shared/data. */
public final class RealData {

    private RealData() {}

    public static Optional<Path> directory() {
        return Stream.of(Optional.ofNullable(System.getenv("TRAINYARD_DATA")), Optional.of("../shared/data"))
                .flatMap(Optional::stream)
                .map(Path::of)
                .filter(Files::isDirectory)
                .findFirst();
    }

    /** The folder, or the calling test is reported as skipped. */
    static Path require(DatasetName name) {
        Optional<Path> directory =
                directory().filter(root -> DatasetFiles.of(name).findBelow(root).isPresent());
        assumeThat(directory)
                .as("needs the real %s: set TRAINYARD_DATA to a folder that holds it", name.id())
                .isPresent();
        return directory.orElseThrow();
    }
}
