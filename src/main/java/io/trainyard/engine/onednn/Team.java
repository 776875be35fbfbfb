package io.trainyard.engine.onednn;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The threads that compute a network's passes together, the caller's and others that wait for work.
 */
final class Team implements AutoCloseable {

    /** How long a member looks for new work before it sleeps: the loss lies between forward and backward. */
    private static final long PATIENCE_NANOS = 50_000;

    private final NativeOps library = library();
    private final int size;
    private final int libraryThreads;
    private final List<Member> others = new ArrayList<>();

    /** @param libraryThreads how many threads the library may use for a call of one member */
    Team(int size, int libraryThreads) {
        this.size = size;
        this.libraryThreads = libraryThreads;
        for (int i = 1; i < size; i++) {
            Member member = new Member(i);
            member.setDaemon(true);
            member.start();
            others.add(member);
        }
    }

    /** ND4J's, which knows the OpenMP that it shares with the library; its holder finds it only after {@code Nd4j}. */
    private static NativeOps library() {
        Nd4j.getExecutioner();
        return NativeOpsHolder.getInstance().getDeviceNativeOps();
    }

    int size() {
        return size;
    }

    /** What one member does, by its number. */
    @FunctionalInterface
    interface Work {
        void run(int member);
    }

    /**
     * Returns when the first {@code members} are done.
     *
     * @throws RuntimeException what a member threw
     */
    void run(int members, Meeting meeting, Work work) {
        bridle();
        others.subList(0, members - 1).forEach(member -> member.begin(work, meeting));
        try {
            work.run(0);
        } catch (RuntimeException | Error e) {
            meeting.fail(e);
        }
        others.subList(0, members - 1).forEach(Member::awaitEnd);
        meeting.throwFailure();
    }

    /** OpenMP keeps this number for each thread, and the library asks for it wherever a primitive is made or run. */
    private void bridle() {
        library.setOmpNumThreads(libraryThreads);
    }

    @Override
    public void close() {
        others.forEach(Member::end);
    }

    private final class Member extends Thread {

        private final int number;
        private volatile @Nullable Work work;
        private volatile boolean ended;
        private Meeting meeting;

        Member(int number) {
            super("engine-" + number);
            this.number = number;
        }

        void begin(Work next, Meeting where) {
            meeting = where;
            work = next;
            LockSupport.unpark(this);
        }

        void awaitEnd() {
            Spin spin = new Spin();
            while (work != null) {
                spin.once();
            }
        }

        void end() {
            ended = true;
            LockSupport.unpark(this);
        }

        @Override
        public void run() {
            bridle();
            while (awaitWork()) {
                try {
                    work.run(number);
                } catch (RuntimeException | Error e) {
                    meeting.fail(e);
                }
                work = null;
            }
        }

        private boolean awaitWork() {
            long start = System.nanoTime();
            while (work == null && !ended) {
                if (System.nanoTime() - start < PATIENCE_NANOS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                }
            }
            return !ended;
        }
    }
}
