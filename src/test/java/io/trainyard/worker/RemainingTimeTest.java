package io.trainyard.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RemainingTimeTest {

    @Test
    void goes_by_the_steps_seen_in_this_run() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        RemainingTime remaining = new RemainingTime(now::get, 4);
        remaining.started(100);

        assertThat(remaining.finish(1, 50)).isNull();
        now.set(Instant.ofEpochSecond(2));
        assertThat(remaining.finish(1, 52)).isNull();
        now.set(Instant.ofEpochSecond(50));
        assertThat(remaining.finish(2, 0)).isEqualTo(Instant.ofEpochSecond(250));
    }

    @Test
    void after_a_resume_steps_of_earlier_attempts_count_as_done_but_not_as_fast() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        RemainingTime remaining = new RemainingTime(now::get, 10);
        remaining.started(100);
        remaining.finish(9, 1);
        now.set(Instant.ofEpochSecond(20));

        assertThat(remaining.finish(9, 11)).as("10 steps in 20 s, 89 to go").isEqualTo(Instant.ofEpochSecond(20 + 178));
    }
}
