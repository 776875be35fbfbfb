package io.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.trainyard.spec.ImageShape;
import org.junit.jupiter.api.Test;

class ChannelStatisticsTest {

    @Test
    void tells_the_deviation_over_all_pixels_from_the_mean_of_the_images_deviations() {
        // Two images of one channel and two pixels: {0, 102} and {51, 255}, that is {0, 0.4} and {0.2, 1}.
        Images images = new Images(new ImageShape(1, 1, 2), new byte[] {0, 102, 51, (byte) 255}, new byte[2]);

        ChannelStatistics statistics = ChannelStatistics.of(images, new int[] {0, 1});

        assertThat(statistics.mean()[0]).isCloseTo(0.4, within(1e-12));
        assertThat(statistics.std()[0]).isCloseTo(Math.sqrt((0.16 + 0 + 0.04 + 0.36) / 4), within(1e-12));
        assertThat(statistics.meanOfImageStds()[0]).isCloseTo((Math.sqrt(0.08) + Math.sqrt(0.32)) / 2, within(1e-11));
    }

    @Test
    void does_not_depend_on_the_order_of_the_images() {
        Images images = SmallSets.images(40, 10);
        int[] indices = {3, 17, 5, 30, 0, 39};
        int[] shuffled = {39, 5, 0, 3, 30, 17};

        ChannelStatistics one = ChannelStatistics.of(images, indices);
        ChannelStatistics other = ChannelStatistics.of(images, shuffled);

        assertThat(other.mean()).containsExactly(one.mean());
        assertThat(other.std()).containsExactly(one.std());
        assertThat(other.meanOfImageStds()).containsExactly(one.meanOfImageStds());
    }

    @Test
    void counts_only_the_given_images() {
        Images images = new Images(new ImageShape(1, 1, 1), new byte[] {0, (byte) 255}, new byte[2]);

        assertThat(ChannelStatistics.of(images, new int[] {1}).mean()).containsExactly(1.0);
    }
}
