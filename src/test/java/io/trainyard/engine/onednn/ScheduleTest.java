package io.trainyard.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private final List<String> done = new ArrayList<>();
    private final Runnable rendezvous = new Rendezvous(Share.of(0, 1, new Meeting(1)));

    @Test
    void work_that_must_be_done_before_comes_before_the_last_rendezvous() {
        Schedule schedule = new Schedule(List.of(call("a"), rendezvous, call("b"), rendezvous, call("c"), call("d")));

        assertThat(schedule.before(5, List.of(call("for d")))).isTrue();
        assertThat(schedule.before(2, List.of(call("for b")))).isTrue();

        assertThat(run(schedule)).containsExactly("a", "for b", "b", "for d", "c", "d");
    }

    @Test
    void work_that_needs_what_all_have_done_comes_before_the_second_rendezvous_after_it() {
        Schedule schedule =
                new Schedule(List.of(call("a"), rendezvous, call("b"), rendezvous, call("c"), rendezvous, call("d")));

        assertThat(schedule.behind(1, List.of(call("after a")))).isTrue();
        assertThat(schedule.behind(2, List.of(call("after a and b")))).isTrue();

        assertThat(run(schedule)).containsExactly("a", "b", "after a", "c", "after a and b", "d");
    }

    @Test
    void where_there_is_no_rendezvous_for_it_it_is_left_out() {
        Schedule schedule = new Schedule(List.of(call("a"), rendezvous, call("b")));

        assertThat(schedule.before(1, List.of(call("for a")))).isFalse();
        assertThat(schedule.behind(1, List.of(call("after a")))).isFalse();
        assertThat(schedule.behind(2, List.of(call("after b")))).isFalse();

        assertThat(run(schedule)).containsExactly("a", "b");
    }

    private Runnable call(String name) {
        return () -> done.add(name);
    }

    private List<String> run(Schedule schedule) {
        schedule.calls().forEach(Runnable::run);
        return done;
    }
}
