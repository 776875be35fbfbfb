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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PiecesTest {

    private static final int MEMBERS = 3;
    private static final int PIECES = 40;

    private final Meeting meeting = new Meeting(MEMBERS);
    private final ExecutorService threads = Executors.newFixedThreadPool(MEMBERS);
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    /** A piece of the owner's work in a layer, done by the worker. */
    private interface Work {
        void run(int owner, int layer, int worker, int piece);
    }

    /** As many layers as given, without a meeting in between but one in the end. */
    private List<Future<?>> start(int layers, Work work) {
        return IntStream.range(0, MEMBERS)
                .<Future<?>>mapToObj(member -> threads.submit(() -> {
                    try {
                        for (int layer = 0; layer < layers; layer++) {
                            work(member, layer, work);
                        }
                        meeting.await(member);
                    } catch (RuntimeException e) {
                        meeting.fail(e);
                        throw e;
                    }
                }))
                .toList();
    }

    private void work(int member, int layer, Work work) {
        Pieces pieces =
                new Pieces(meeting, member, PIECES + member, (worker, piece) -> work.run(member, layer, worker, piece));
        pieces.offer();
        pieces.finish();
        done.add("%d finished %d".formatted(member, layer));
    }

    private static String name(int owner, int layer, int piece) {
        return "%d/%d/%d".formatted(owner, layer, piece);
    }

    private static Stream<String> allOf(int owner, int layer) {
        return Stream.concat(
                IntStream.range(0, PIECES + owner).mapToObj(piece -> name(owner, layer, piece)),
                Stream.of("%d finished %d".formatted(owner, layer)));
    }

    @Test
    void every_piece_is_done_once_and_before_its_owner_goes_on() throws Exception {
        for (int round = 0; round < 200; round++) {
            done.clear();
            for (Future<?> member : start(2, (owner, layer, worker, piece) -> done.add(name(owner, layer, piece)))) {
                member.get();
            }
            assertThat(done)
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, MEMBERS)
                            .boxed()
                            .flatMap(owner -> Stream.concat(allOf(owner, 0), allOf(owner, 1)))
                            .toList());
            for (int owner = 0; owner < MEMBERS; owner++) {
                int finished = done.indexOf("%d finished 0".formatted(owner));
                assertThat(done.subList(0, finished))
                        .containsAll(allOf(owner, 0).limit(PIECES + owner).toList());
            }
        }
    }

    /** Who takes the first piece of member 0 holds it until all others are done: by others, then, who have nothing else left. */
    @Test
    void who_is_held_up_is_helped_by_those_who_wait_at_the_meeting() throws Exception {
        CountDownLatch others = new CountDownLatch(PIECES - 1);
        List<Future<?>> members = start(3, (owner, layer, worker, piece) -> {
            if (owner == 0 && layer == 0) {
                if (piece == 0) {
                    await(others);
                }
                done.add(worker + " helped with " + piece);
                others.countDown();
            }
        });
        for (Future<?> member : members) {
            member.get();
        }

        List<String> pieces =
                done.stream().filter(entry -> entry.contains(" helped ")).toList();
        assertThat(pieces).hasSize(PIECES).last().asString().endsWith(" helped with 0");
        String holder = pieces.get(PIECES - 1).substring(0, 1);
        assertThat(pieces.subList(0, PIECES - 1)).noneMatch(entry -> entry.startsWith(holder));
        assertThat(pieces)
                .filteredOn(entry -> !entry.startsWith("0"))
                .allSatisfy(entry -> assertThat(done.indexOf(entry.substring(0, 1) + " finished 2"))
                        .isBetween(0, done.indexOf(entry)));
    }

    /** Who leaves a meeting last may still look for pieces when others offer those behind it, for which it is not prepared. */
    @Test
    void pieces_from_behind_the_meeting_are_left_alone() throws Exception {
        Meeting ahead = new Meeting(2);
        Future<?> other = threads.submit(() -> ahead.await(1));
        ahead.await(0);
        other.get();
        Pieces early = new Pieces(ahead, 1, 1, (worker, piece) -> done.add("from behind"));
        early.offer();
        meeting.offer(1, early);
        CountDownLatch helped = new CountDownLatch(1);
        new Pieces(meeting, 2, 1, (worker, piece) -> helped.countDown()).offer();

        Future<?> waiting = threads.submit(() -> meeting.await(0));
        helped.await(); // it looks at the members' pieces in their order, and so has passed by the early ones
        assertThat(done).isEmpty();

        Future<?> last = threads.submit(() -> meeting.await(1));
        meeting.await(2);
        last.get();
        waiting.get();
        assertThat(done).isEmpty();
    }

    @Test
    void nobody_waits_for_a_member_that_has_failed() {
        List<Future<?>> members = start(1, (owner, layer, worker, piece) -> {
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

    /** Else somebody would work on them in the next pass, for which nothing is prepared yet. */
    @Test
    void what_a_failure_left_is_taken_by_nobody() throws Exception {
        new Pieces(meeting, 0, PIECES, (worker, piece) -> done.add(name(0, 0, piece))).offer();
        meeting.fail(new IllegalArgumentException("broken"));
        assertThatThrownBy(meeting::throwFailure).hasMessage("broken");

        for (Future<?> member : start(0, (owner, layer, worker, piece) -> {})) {
            member.get();
        }

        assertThat(done).isEmpty();
    }

    @Test
    void a_pile_that_all_take_from_has_every_piece_once() throws Exception {
        Pile pile = new Pile();
        for (int round = 0; round < 200; round++) {
            done.clear();
            pile.refill();
            List<Future<?>> members = IntStream.range(0, MEMBERS)
                    .<Future<?>>mapToObj(member ->
                            threads.submit(() -> pile.take(PIECES, piece -> done.add(name(0, 0, piece)))))
                    .toList();
            for (Future<?> member : members) {
                member.get();
            }
            assertThat(done)
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, PIECES)
                            .mapToObj(piece -> name(0, 0, piece))
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
