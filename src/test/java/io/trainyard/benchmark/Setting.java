package io.trainyard.benchmark;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /**
     * Every way in which somebody who wants speed would try PyTorch with this many threads. Its library for Java brings
     * an OpenBLAS with waiting threads of its own, which take the cores from PyTorch's, so that one is bridled, too.
     */
    static List<Setting> pytorch(int threads) {
        List<Map<String, String>> environments = threads == 1
                ? List.of(Map.of())
                : List.of(
                        Map.of(),
                        Map.of("OMP_PROC_BIND", "true"),
                        Map.of("OMP_PROC_BIND", "true", "OPENBLAS_NUM_THREADS", "1"));
        return Stream.of("channels_last", "contiguous")
                .flatMap(format -> environments.stream().map(environment -> pytorch(threads, format, environment)))
                .toList();
    }

    private static Setting pytorch(int threads, String format, Map<String, String> extra) {
        Map<String, String> environment = new TreeMap<>(extra);
        String words = Stream.concat(Stream.of(format, words(threads)), environment.keySet().stream())
                .collect(Collectors.joining(", "));
        environment.put("OMP_NUM_THREADS", String.valueOf(threads));
        return new Setting(
                false,
                threads,
                words,
                "io.trainyard.benchmark.TorchContender", // compiled in a profile only
                environment,
                List.of(format));
    }

    private static String words(int threads) {
        return threads == 1 ? "1 thread" : threads + " threads";
    }
}
