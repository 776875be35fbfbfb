package io.trainyard.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trainyard.spec.ImageShape;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PrefetchingStreamTest {

    @Test
    void prepares_only_a_few_batches_ahead() throws InterruptedException {
        AtomicInteger prepared = new AtomicInteger();
        try (BatchStream stream = new PrefetchingStream(number -> batch(prepared.incrementAndGet()), 0, 1000, 2)) {
            assertThat(stream.next()).isNotNull();
            Thread.sleep(50);

            assertThat(prepared.get()).isBetween(1, 5);
        }
    }

    @Test
    void a_failure_reaches_the_caller_with_its_cause() throws InterruptedException {
        try (BatchStream stream = new PrefetchingStream(PrefetchingStreamTest::failingAtOne, 0, 3, 2)) {
            assertThat(stream.next()).isNotNull();

            assertThatThrownBy(stream::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("bad image")
                    .hasRootCauseInstanceOf(ArithmeticException.class);
        }
    }

    @Test
    void close_interrupts_the_threads() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        BatchStream stream = new PrefetchingStream(
                number -> {
                    started.countDown();
                    try {
                        Thread.sleep(60_000);
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return batch(number);
                },
                0,
                10,
                1);
        started.await();

        stream.close();

        assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(stream::next).hasMessageContaining("closed");
    }

    private static Batch failingAtOne(int number) {
        if (number == 1) {
            throw new ArithmeticException("bad image");
        }
        return batch(number);
    }

    private static Batch batch(int number) {
        return new Batch(new ImageShape(1, 1, 1), new float[] {number}, new int[] {0});
    }
}
