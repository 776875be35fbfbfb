package io.trainyard.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

    private static final List<String> KNOWN =
            List.of("conv2d", "batch_norm2d", "max_pool2d", "avg_pool2d", "learning_rate", "p", "linear");

    @ParameterizedTest
    @CsvSource({
        "Conv2d, conv2d",
        "conv3d, conv2d",
        "batchnorm2d, batch_norm2d",
        "BatchNorm2d, batch_norm2d",
        "avg-pool2d, avg_pool2d",
        "leraning_rate, learning_rate",
        "lr, learning_rate",
        "dense, linear"
    })
    void finds_what_was_meant(String written, String meant) {
        assertThat(NearestName.of(written, KNOWN)).contains(meant);
    }

    @ParameterizedTest
    @CsvSource({"transformer", "zz", "''"})
    void does_not_guess_wildly(String written) {
        assertThat(NearestName.of(written, KNOWN.subList(0, 5))).isEmpty();
    }

    @Test
    void distance_counts_insertions_deletions_and_substitutions() {
        assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearestName.distance("", "abc")).isEqualTo(3);
        assertThat(NearestName.distance("abc", "")).isEqualTo(3);
        assertThat(NearestName.distance("same", "same")).isZero();
    }
}
