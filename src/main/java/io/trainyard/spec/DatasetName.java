package io.trainyard.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The data sets that a spec may name, with the facts that shape inference needs. */
public enum DatasetName {
    CIFAR10(
            "cifar10",
            new ImageShape(3, 32, 32),
            50_000,
            10_000,
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")),
    MNIST(
            "mnist",
            new ImageShape(1, 28, 28),
            60_000,
            10_000,
            List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")),
    FASHION_MNIST(
            "fashion_mnist",
            new ImageShape(1, 28, 28),
            60_000,
            10_000,
            List.of(
                    "T-shirt/top",
                    "Trouser",
                    "Pullover",
                    "Dress",
                    "Coat",
                    "Sandal",
                    "Shirt",
                    "Sneaker",
                    "Bag",
                    "Ankle boot")),
    SHAPES(
            "shapes",
            new ImageShape(3, 32, 32),
            10_000,
            2_000,
            List.of("circle", "square", "triangle", "star", "cross", "ring", "crescent", "heart", "arrow", "hexagon"));

    private final String id;
    private final ImageShape shape;
    private final int trainExamples;
    private final int testExamples;
    private final List<String> classNames;

    DatasetName(String id, ImageShape shape, int trainExamples, int testExamples, List<String> classNames) {
        this.id = id;
        this.shape = shape;
        this.classNames = classNames;
        this.trainExamples = trainExamples;
        this.testExamples = testExamples;
    }

    /** The name in specs and paths: {@code cifar10}, {@code fashion_mnist}. */
    public String id() {
        return id;
    }

    public ImageShape shape() {
        return shape;
    }

    public int classes() {
        return classNames.size();
    }

    /** By class index. */
    public List<String> classNames() {
        return classNames;
    }

    public int trainExamples() {
        return trainExamples;
    }

    public int testExamples() {
        return testExamples;
    }

    public static Optional<DatasetName> byId(String id) {
        return Arrays.stream(values()).filter(name -> name.id.equals(id)).findFirst();
    }
}
