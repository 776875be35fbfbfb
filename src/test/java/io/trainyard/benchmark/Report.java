package io.trainyard.benchmark;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The results as Markdown tables. */
final class Report {

    private static final double MIB = 1 << 20;

    private final Results results;
    private final Map<Integer, Double> peaks;

    /** @param peaks GFLOP/s of a matrix product, by threads */
    Report(Results results, Map<Integer, Double> peaks) {
        this.results = results;
        this.peaks = peaks;
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        peaks.forEach((threads, peak) -> line(
                text, "- Float32 matrix product of 2048x2048 in oneDNN, %d threads: %.0f GFLOP/s.", threads, peak));
        line(text, "- Trainyard: %s. PyTorch: %s.", description(true), description(false));
        table(text, "Training", Rate.TRAINING);
        table(text, "Evaluation", Rate.EVALUATION);
        memory(text);
        laps(text);
        tried(text);
        return text.toString();
    }

    private String description(boolean ours) {
        Case first = results.cases().get(0);
        Setting setting = results.settings(first).stream()
                .filter(one -> one.ours() == ours)
                .findFirst()
                .orElseThrow();
        return results.samples(first, setting).get(0).description();
    }

    private void table(StringBuilder text, String title, Rate rate) {
        line(text, "\n### %s\n", title);
        line(text, "| network | batch | threads | Trainyard, images/s | PyTorch, images/s | how | ratio | GFLOP/s |");
        line(text, "| --- | --- | --- | --- | --- | --- | --- | --- |");
        for (Case measured : results.cases()) {
            results.settings(measured).stream().filter(Setting::ours).forEach(ours -> row(text, measured, ours, rate));
        }
    }

    private void row(StringBuilder text, Case measured, Setting ours, Rate rate) {
        Setting theirs = results.best(measured, ours.threads(), rate);
        Spread mine = results.spread(measured, ours, rate);
        double gigaflops = mine.median() * rate.flops(Network.of(measured.network())) / 1e9;
        line(
                text,
                "| %s | %d | %d | %s | %s | %s | **%s** | %.0f (%.0f %%) |",
                measured.network(),
                measured.batchSize(),
                ours.threads(),
                mine.words(0),
                results.spread(measured, theirs, rate).words(0),
                theirs.words(),
                results.ratio(measured, ours, theirs, rate).words(2),
                gigaflops,
                100 * gigaflops / peaks.get(ours.threads()));
    }

    private void memory(StringBuilder text) {
        line(text, "\n### Memory\n");
        line(text, "Resident memory of the whole process at most, training, in MiB.\n");
        line(text, "| network | batch | threads | Trainyard | PyTorch |");
        line(text, "| --- | --- | --- | --- | --- |");
        for (Case measured : results.cases()) {
            for (Setting ours :
                    results.settings(measured).stream().filter(Setting::ours).toList()) {
                Setting theirs = results.best(measured, ours.threads(), Rate.TRAINING);
                line(
                        text,
                        "| %s | %d | %d | %.0f | %.0f |",
                        measured.network(),
                        measured.batchSize(),
                        ours.threads(),
                        peakMemory(measured, ours),
                        peakMemory(measured, theirs));
            }
        }
    }

    private double peakMemory(Case measured, Setting setting) {
        return results.samples(measured, setting).stream()
                .mapToDouble(sample -> sample.peakBytes() / MIB)
                .max()
                .orElseThrow();
    }

    private void laps(StringBuilder text) {
        line(text, "\n### Where a training step's time goes\n");
        line(text, "| network | batch | who | milliseconds |");
        line(text, "| --- | --- | --- | --- |");
        for (Case measured : results.cases()) {
            for (Setting setting : results.settings(measured)) {
                Map<String, Double> laps =
                        results.samples(measured, setting).get(0).laps();
                if (!laps.isEmpty()) {
                    String parts = laps.entrySet().stream()
                            .map(lap -> String.format(Locale.ROOT, "%s %.1f", lap.getKey(), lap.getValue()))
                            .collect(Collectors.joining(", "));
                    line(
                            text,
                            "| %s | %d | %s | %s |",
                            measured.network(),
                            measured.batchSize(),
                            setting.words(),
                            parts);
                }
            }
        }
    }

    private void tried(StringBuilder text) {
        line(text, "\n### What was tried\n");
        line(text, "| network | batch | who | rounds | training, images/s | evaluation, images/s |");
        line(text, "| --- | --- | --- | --- | --- | --- |");
        for (Case measured : results.cases()) {
            for (Setting setting : results.settings(measured)) {
                line(
                        text,
                        "| %s | %d | %s | %d | %s | %s |",
                        measured.network(),
                        measured.batchSize(),
                        setting.words(),
                        results.samples(measured, setting).size(),
                        results.spread(measured, setting, Rate.TRAINING).words(0),
                        results.spread(measured, setting, Rate.EVALUATION).words(0));
            }
        }
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
