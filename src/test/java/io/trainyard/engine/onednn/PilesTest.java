package io.trainyard.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PilesTest {

    private static final int MEMBERS = 3;
    private static final int PIECES = 40;

    private final Meeting meeting = new Meeting(MEMBERS);
    private final Piles piles = new Piles(meeting);
    private final ExecutorService threads = Executors.newFixedThreadPool(MEMBERS);
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private List<Future<?>> start(Piles.Work work) {
        return IntStream.range(0, MEMBERS)
                .<Future<?>>mapToObj(member -> threads.submit(() -> {
                    try {
                        piles.work(member, owner -> PIECES + owner, work);
                    } catch (RuntimeException e) {
                        meeting.fail(e);
                        throw e;
                    }
                }))
                .toList();
    }

    private static String name(int owner, int piece) {
        return owner + "/" + piece;
    }

    @Test
    void every_piece_is_done_once_in_each_of_many_rounds() throws Exception {
        for (int round = 0; round < 200; round++) {
            done.clear();
            for (Future<?> member : start((owner, piece) -> done.add(name(owner, piece)))) {
                member.get();
            }
            assertThat(done)
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, MEMBERS)
                            .boxed()
                            .flatMap(owner -> IntStream.range(0, PIECES + owner).mapToObj(piece -> name(owner, piece)))
                            .toList());
        }
    }

    /** The first piece of member 0 ends when all others are done: by others, then. */
    @Test
    void who_is_held_up_is_helped_and_waited_for() throws Exception {
        CountDownLatch others = new CountDownLatch(3 * PIECES + 2);
        List<Future<?>> members = start((owner, piece) -> {
            if (owner == 0 && piece == 0) {
                await(others);
            }
            done.add(name(owner, piece));
            others.countDown();
        });
        for (Future<?> member : members) {
            member.get();
        }

        assertThat(done).hasSize(3 * PIECES + 3).endsWith(name(0, 0));
    }

    @Test
    void nobody_waits_for_a_member_that_has_failed() {
        List<Future<?>> members = start((owner, piece) -> {
            if (owner == 1 && piece == 3) {
                throw new IllegalArgumentException("broken");
            }
        });

        for (Future<?> member : members) {
            assertThatThrownBy(member::get)
                    .isInstanceOf(ExecutionException.class)
                    .satisfies(thrown -> assertThat(thrown.getCause())
                            .satisfiesAnyOf(
                                    cause -> assertThat(cause).hasMessage("broken"),
                                    cause -> assertThat(cause).hasRootCauseMessage("broken")));
        }
    }

    @Test
    void a_pile_that_all_take_from_has_every_piece_once() throws Exception {
        Pile pile = new Pile();
        for (int round = 0; round < 200; round++) {
            done.clear();
            pile.refill();
            List<Future<?>> members = IntStream.range(0, MEMBERS)
                    .<Future<?>>mapToObj(member ->
                            threads.submit(() -> pile.take(PIECES, piece -> done.add(name(0, piece)))))
                    .toList();
            for (Future<?> member : members) {
                member.get();
            }
            assertThat(done)
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, PIECES)
                            .mapToObj(piece -> name(0, piece))
                            .toList());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
