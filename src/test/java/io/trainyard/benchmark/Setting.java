package io.trainyard.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who computes, and how.
 *
 * @param words for the tables
 * @param mainClass of a process of its own
 * @param environment of that process
 * @param arguments behind those that every such process takes
 */
record Setting(
        boolean ours,
        int threads,
        String words,
        String mainClass,
        Map<String, String> environment,
        List<String> arguments) {

    Setting {
        environment = Map.copyOf(environment);
        arguments = List.copyOf(arguments);
    }

    /** As a worker starts a trainer on the CPU. */
    static Setting trainyard(int threads) {
        return new Setting(
                true,
                threads,
                "Trainyard, " + words(threads),
                EngineContender.class.getName(),
                Map.of(
                        "OMP_NUM_THREADS", String.valueOf(threads),
                        "BACKEND_PRIORITY_CPU", "1000",
                        "TRAINYARD_BACKEND", "cpu"),
                List.of());
    }

    /** Every way in which somebody who wants speed would try PyTorch with this many threads. */
    static List<Setting> pytorch(int threads) {
        List<Setting> settings = new ArrayList<>();
        for (String format : List.of("channels_last", "contiguous")) {
            settings.add(pytorch(threads, format, false));
            if (threads > 1) {
                settings.add(pytorch(threads, format, true));
            }
        }
        return settings;
    }

    private static Setting pytorch(int threads, String format, boolean bound) {
        Map<String, String> environment = bound
                ? Map.of("OMP_NUM_THREADS", String.valueOf(threads), "OMP_PROC_BIND", "true")
                : Map.of("OMP_NUM_THREADS", String.valueOf(threads));
        return new Setting(
                false,
                threads,
                "%s, %s%s".formatted(format, words(threads), bound ? ", OMP_PROC_BIND" : ""),
                "io.trainyard.benchmark.TorchContender", // compiled in a profile only
                environment,
                List.of(format));
    }

    private static String words(int threads) {
        return threads == 1 ? "1 thread" : threads + " threads";
    }
}
