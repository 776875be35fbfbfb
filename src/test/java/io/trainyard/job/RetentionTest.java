package io.trainyard.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.trainyard.spec.Metric;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private static final List<Checkpoint> ALL = List.of(
            checkpoint("a", 1, 0, 0.9),
            checkpoint("b", 2, 0, 0.2),
            checkpoint("c", 3, 0, 0.8),
            checkpoint("d", 4, 0, 0.2));

    @Test
    void keeps_the_newest_and_the_best() {
        assertThat(new Retention(2, 1, Metric.VALIDATION_ACCURACY).kept(ALL, "a"))
                .containsExactlyInAnyOrder("a", "c", "d");
        assertThat(new Retention(1, 2, Metric.VALIDATION_ACCURACY).kept(ALL, "a"))
                .containsExactlyInAnyOrder("a", "c", "d");
    }

    @Test
    void a_lower_loss_is_better_and_the_earlier_of_equals() {
        assertThat(new Retention(1, 1, Metric.VALIDATION_LOSS).kept(ALL, "b")).containsExactlyInAnyOrder("b", "d");
    }

    @Test
    void the_last_stays_even_if_none_is_to_be_kept() {
        assertThat(new Retention(0, 0, Metric.VALIDATION_ACCURACY).kept(ALL, null))
                .containsExactly("d");
    }

    @Test
    void a_checkpoint_within_an_epoch_stays_only_as_the_last_one() {
        List<Checkpoint> stopped = List.of(checkpoint("a", 1, 0, 0.9), checkpoint("b", 1, 7, null));
        assertThat(new Retention(1, 0, Metric.VALIDATION_LOSS).kept(stopped, null))
                .containsExactlyInAnyOrder("a", "b");

        List<Checkpoint> later = List.of(stopped.get(0), stopped.get(1), checkpoint("c", 2, 0, 0.5));
        assertThat(new Retention(2, 0, Metric.VALIDATION_LOSS).kept(later, null))
                .containsExactlyInAnyOrder("a", "c");
    }

    private static Checkpoint checkpoint(String id, int epoch, int batch, @Nullable Double value) {
        return new Checkpoint(id, "job", epoch, batch, 1, value, false, false, 1, "00", Instant.EPOCH);
    }
}
