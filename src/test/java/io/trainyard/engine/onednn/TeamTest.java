package io.trainyard.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that work together. */
@Timeout(60)
class TeamTest {

    private static final int SIZE = 3;

    private final Team team = new Team(SIZE, 1);

    @AfterEach
    void close() {
        team.close();
    }

    @Test
    void nobody_goes_on_before_all_have_come() {
        Meeting meeting = new Meeting(SIZE);
        AtomicInteger arrived = new AtomicInteger();
        AtomicInteger early = new AtomicInteger();
        team.run(SIZE, meeting, member -> {
            for (int round = 1; round <= 1000; round++) {
                arrived.incrementAndGet();
                meeting.await(member);
                if (arrived.get() < SIZE * round) {
                    early.incrementAndGet();
                }
                meeting.await(member);
            }
        });
        assertThat(early).hasValue(0);
        assertThat(arrived).hasValue(1000 * SIZE);
    }

    @Test
    void a_member_that_fails_keeps_nobody_waiting_and_the_team_goes_on() {
        for (int failing = 0; failing < SIZE; failing++) {
            int who = failing;
            Meeting meeting = new Meeting(SIZE);
            assertThatThrownBy(() -> team.run(SIZE, meeting, member -> {
                        if (member == who) {
                            throw new IllegalArgumentException("member " + who);
                        }
                        meeting.await(member);
                    }))
                    .hasMessage("member " + who);

            AtomicInteger done = new AtomicInteger();
            team.run(SIZE, meeting, member -> {
                meeting.await(member);
                done.incrementAndGet();
            });
            assertThat(done).hasValue(SIZE);
        }
    }

    @Test
    void small_work_is_for_some_of_the_members() {
        AtomicInteger members = new AtomicInteger();
        team.run(2, new Meeting(2), member -> members.addAndGet(1 << member));
        assertThat(members).hasValue(0b11);
    }

    @Test
    void every_piece_has_one_owner() {
        Meeting meeting = new Meeting(SIZE);
        for (int count : new int[] {1, 2, 3, 7, 64}) {
            int[] owners = new int[count];
            for (int member = 0; member < SIZE; member++) {
                Share share = Share.of(member, SIZE, meeting);
                IntStream.range(share.from(count), share.to(count)).forEach(piece -> owners[piece]++);
            }
            assertThat(owners).containsOnly(1);
        }
    }
}
