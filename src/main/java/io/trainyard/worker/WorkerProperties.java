package io.trainyard.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The {@code trainyard.*} settings of the workers.
 *
 * @param home database, caches, working folders
 * @param data where canonical data files are looked for before any download; null for nowhere
 */
@ConfigurationProperties("trainyard")
record WorkerProperties(
        Path home,
        @Nullable Path data,
        @DefaultValue Worker worker,
        @DefaultValue Trainer trainer) {

    /**
     * @param enabled whether this server trains; one that does not still answers
     * @param pollInterval how often a free slot looks for a job, and a busy one for a cancellation
     * @param heartbeat how often a server says of its jobs that it still runs them; after six silent ones they are
     *     given to another server
     * @param cancelGrace how long a cancelled trainer may take to end by itself
     * @param stopGrace how long a trainer may take to write its checkpoint when its server stops
     */
    record Worker(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("500ms") Duration pollInterval,
            @DefaultValue("5s") Duration heartbeat,
            @DefaultValue("10s") Duration cancelGrace,
            @DefaultValue("60s") Duration stopGrace) {

        Worker {
            positive("worker.poll-interval", pollInterval);
            positive("worker.heartbeat", heartbeat);
            positive("worker.cancel-grace", cancelGrace);
            positive("worker.stop-grace", stopGrace);
        }
    }

    /**
     * @param heap the trainer's Java heap; null for a share of the machine's memory
     * @param nativeMemory its memory outside of the heap, where the network lives; null likewise
     * @param jvmOptions further options for its JVM
     * @param silence a trainer that says nothing for so long is taken for stuck and ended
     */
    record Trainer(
            @Nullable DataSize heap,
            @Nullable DataSize nativeMemory,
            @DefaultValue List<String> jvmOptions,
            @DefaultValue("30m") Duration silence) {

        Trainer {
            jvmOptions = List.copyOf(jvmOptions);
            atLeast("trainer.heap", heap, DataSize.ofMegabytes(128));
            atLeast("trainer.native-memory", nativeMemory, DataSize.ofMegabytes(256));
            positive("trainer.silence", silence);
        }
    }

    WorkerProperties {
        home = home.toAbsolutePath().normalize();
        data = data == null || data.toString().isBlank()
                ? null
                : data.toAbsolutePath().normalize();
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(
                    "trainyard.%s is %s: give a time above 0, such as 10s.".formatted(name, value));
        }
    }

    private static void atLeast(String name, @Nullable DataSize value, DataSize least) {
        if (value != null && value.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    "trainyard.%s is %s: give at least %dMB, or leave it out for a share of the machine's memory."
                            .formatted(name, value, least.toMegabytes()));
        }
    }
}
