package io.trainyard.benchmark;

import io.trainyard.benchmark.Results.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures everything anew in every round, each setting in a process of its own, ours and PyTorch's in turn. The processes of a
 * case all live until its last round, so that between a number of ours and one of PyTorch's lie seconds and not minutes.
 */
final class Benchmark {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Options options;
    /** On a machine that was idle the first second of a matrix product had a tenth to two thirds of its speed. */
    private static final double PRODUCT_SECONDS = 4;

    private final ChildProcess child;
    private final Path log;
    private final Results results = new Results();

    private Benchmark(Options options, Path folder) {
        this.options = options;
        this.child = new ChildProcess(folder);
        this.log = folder.resolve("results.jsonl");
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target", "benchmark"));
        Options options = options(arguments);
        Runtime.getRuntime().addShutdownHook(new Thread(Benchmark::endChildren));
        StringBuilder report = new StringBuilder(Machine.markdown());
        if (options.engine()) {
            report.append(new Benchmark(options, folder).run());
        }
        if (options.server()) {
            report.append(new ServerBenchmark(new ChildProcess(folder)).run());
        }
        Path file = folder.resolve("report.md");
        Files.writeString(file, report);
        System.out.println("\n" + report + "\nThis report: " + file.toAbsolutePath());
    }

    private static Options options(String[] arguments) {
        try {
            return Options.of(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            throw e;
        }
    }

    /** Also when this process is interrupted. */
    private static void endChildren() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    private String run() throws IOException, InterruptedException {
        Files.deleteIfExists(log);
        Map<Integer, Double> peaks = new TreeMap<>();
        for (int threads : options.threads()) {
            peaks.put(threads, peak(threads));
        }
        for (Case measured : options.cases()) {
            measure(measured);
        }
        return new Report(results, peaks).markdown();
    }

    private double peak(int threads) throws IOException, InterruptedException {
        double best = 0;
        for (String bound : List.of("false", "true")) {
            String answer = child.run(
                    MatrixProduct.class.getName(),
                    Map.of("OMP_NUM_THREADS", String.valueOf(threads), "OMP_PROC_BIND", bound),
                    List.of(
                            String.valueOf(Math.max(PRODUCT_SECONDS, options.seconds())),
                            child.result().toString()));
            best = Math.max(best, Double.parseDouble(answer));
        }
        System.out.printf("matrix product, %d threads: %.0f GFLOP/s%n", threads, best);
        return best;
    }

    private void measure(Case measured) throws IOException, InterruptedException {
        List<Setting> settings = new ArrayList<>();
        for (int threads : options.threads()) {
            settings.add(Setting.trainyard(threads));
            settings.addAll(Setting.pytorch(threads));
        }
        Map<Setting, ContenderProcess> contenders = new LinkedHashMap<>();
        try {
            for (Setting setting : settings) {
                contenders.put(setting, ContenderProcess.start(child, measured, setting));
            }
            for (int round = 1; round <= options.rounds(); round++) {
                for (Setting setting : settings) {
                    Sample sample = contenders.get(setting).measure(options.seconds());
                    add(new Result(measured, setting, round, sample));
                }
                Collections.reverse(settings); // so that a machine that becomes slower or faster favours nobody
            }
        } finally {
            contenders.values().forEach(ContenderProcess::close);
        }
    }

    private void add(Result result) throws IOException {
        results.add(result);
        Files.writeString(
                log, JSON.writeValueAsString(result) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        System.out.printf(
                "%s, round %d, %s: %.0f images/s training, %.0f evaluating%n",
                result.measured(),
                result.round(),
                result.setting().words(),
                result.sample().trainingRate(),
                result.sample().evaluationRate());
    }
}
