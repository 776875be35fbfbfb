package io.trainyard.worker;

import com.sun.management.OperatingSystemMXBean;
import io.trainyard.worker.WorkerProperties.Trainer;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * What a trainer may take of the machine's memory.
 *
 * @param heap bytes of its Java heap
 * @param nativeBytes bytes outside of the heap
 */
record TrainerMemory(long heap, long nativeBytes) {

    private static final long MIB = 1L << 20;
    private static final double SHARE = 0.8;

    /** An equal share of four fifths of the memory for each slot; a quarter of it as heap, 512 MiB to 4 GiB. */
    static TrainerMemory of(Trainer settings, int slots, long machine) {
        long share = (long) (machine * SHARE) / Math.max(1, slots);
        long heap = bytes(settings.heap(), Math.max(512 * MIB, Math.min(4096 * MIB, share / 4)));
        long rest = bytes(settings.nativeMemory(), Math.max(512 * MIB, share - heap));
        return new TrainerMemory(heap, rest);
    }

    private static long bytes(@Nullable DataSize given, long otherwise) {
        return given == null ? otherwise : given.toBytes();
    }

    /** Of the machine, or of the container. */
    static long ofThisMachine() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }
}
