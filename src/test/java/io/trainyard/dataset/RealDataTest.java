package io.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.spec.DatasetName;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealDataTest {

    private static final Offset<Double> PUBLISHED_DIGITS = within(0.00005);

    @TempDir
    Path cache;

    @Test
    void cifar10_has_the_published_statistics_and_balanced_classes() {
        Dataset cifar = load(DatasetName.CIFAR10);

        ChannelStatistics statistics = statistics(cifar);

        assertThat(statistics.mean()).containsExactly(new double[] {0.4914, 0.4822, 0.4465}, PUBLISHED_DIGITS);
        assertThat(statistics.std()).containsExactly(new double[] {0.2470, 0.2435, 0.2616}, PUBLISHED_DIGITS);
        assertThat(statistics.meanOfImageStds())
                .containsExactly(new double[] {0.2023, 0.1994, 0.2010}, PUBLISHED_DIGITS);
        assertThat(IntStream.range(0, 10).map(label -> count(cifar.train(), label)))
                .containsOnly(5000);
        assertThat(IntStream.range(0, 10).map(label -> count(cifar.test(), label)))
                .containsOnly(1000);
    }

    @Test
    void fashion_mnist_has_the_published_statistics_and_balanced_classes() {
        Dataset fashion = load(DatasetName.FASHION_MNIST);

        ChannelStatistics statistics = statistics(fashion);

        assertThat(statistics.mean()).containsExactly(new double[] {0.2860}, PUBLISHED_DIGITS);
        assertThat(statistics.std()).containsExactly(new double[] {0.3530}, PUBLISHED_DIGITS);
        assertThat(IntStream.range(0, 10).map(label -> count(fashion.train(), label)))
                .containsOnly(6000);
    }

    private Dataset load(DatasetName name) {
        return new DatasetStore(RealData.require(name), cache, line -> {}).load(name);
    }

    private static ChannelStatistics statistics(Dataset dataset) {
        return ChannelStatistics.of(
                dataset.train(), IntStream.range(0, dataset.train().count()).toArray());
    }

    private static int count(Images images, int label) {
        return (int) IntStream.range(0, images.count())
                .filter(i -> images.label(i) == label)
                .count();
    }
}
