package io.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void moments_and_ids_only_ever_grow() {
        Ids ids = new Ids();
        List<Instant> moments =
                IntStream.range(0, 1000).mapToObj(i -> ids.nextMoment()).toList();

        assertThat(moments).isSorted().doesNotHaveDuplicates();
        assertThat(moments.stream().map(moment -> ids.id("job_", moment)))
                .isSorted()
                .allMatch(id -> id.matches("job_[0-9a-z]{22}"));
    }
}
