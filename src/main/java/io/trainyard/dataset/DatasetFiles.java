package io.trainyard.dataset;

import io.trainyard.spec.DatasetName;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The canonical files of a set and where they come from.
 *
 * @param folders names that the folder with the files may have; downloads go to the first
 * @param names all of them are needed, each plain or gzipped with {@code .gz} after its name
 */
record DatasetFiles(List<String> folders, List<String> names, List<Download> downloads) {

    /**
     * A file on the network.
     *
     * @param sha256 of the file as it comes over the network, hex
     */
    record Download(URI uri, String sha256) {
        Download(String uri, String sha256) {
            this(URI.create(uri), sha256);
        }

        String fileName() {
            return Path.of(uri.getPath()).getFileName().toString();
        }
    }

    static DatasetFiles of(DatasetName name) {
        return switch (name) {
            case CIFAR10 -> CIFAR10;
            case MNIST -> MNIST;
            case FASHION_MNIST -> FASHION_MNIST;
            case SHAPES -> throw new IllegalArgumentException("shapes is drawn, it has no files");
        };
    }

    /** The first of the possible folders below {@code root} that holds every file. */
    Optional<Path> findBelow(Path root) {
        return folders.stream()
                .map(root::resolve)
                .filter(folder -> missingFrom(folder).isEmpty())
                .findFirst();
    }

    List<String> missingFrom(Path folder) {
        return names.stream().filter(name -> file(folder, name).isEmpty()).toList();
    }

    /** The plain or the gzipped file of that name. */
    static Optional<Path> file(Path folder, String name) {
        return Stream.of(name, name + ".gz")
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static final DatasetFiles CIFAR10 = new DatasetFiles(
            List.of("cifar-10", "cifar-10-batches-bin"),
            Stream.concat(CifarReader.TRAIN_FILES.stream(), CifarReader.TEST_FILES.stream())
                    .toList(),
            List.of(new Download(
                    "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
                    "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")));

    private static final DatasetFiles MNIST = idx(
            "mnist",
            "https://storage.googleapis.com/cvdf-datasets/mnist/",
            "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
            "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
            "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
            "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6");

    private static final DatasetFiles FASHION_MNIST = idx(
            "fashion-mnist",
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
            "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
            "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
            "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
            "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5");

    /** @param sha256 of training images and labels, test images and labels */
    private static DatasetFiles idx(String folder, String site, String... sha256) {
        List<String> names =
                List.of(IdxReader.TRAIN_IMAGES, IdxReader.TRAIN_LABELS, IdxReader.TEST_IMAGES, IdxReader.TEST_LABELS);
        List<Download> downloads = Stream.iterate(0, i -> i < names.size(), i -> i + 1)
                .map(i -> new Download(site + names.get(i) + ".gz", sha256[i]))
                .toList();
        return new DatasetFiles(List.of(folder), names, downloads);
    }
}
