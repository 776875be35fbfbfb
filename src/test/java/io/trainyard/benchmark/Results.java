package io.trainyard.benchmark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Everything measured in one run. */
final class Results {

    /** @param round 1-based */
    record Result(Case measured, Setting setting, int round, Sample sample) {}

    private final List<Result> all = new ArrayList<>();

    void add(Result result) {
        all.add(result);
    }

    List<Case> cases() {
        return all.stream().map(Result::measured).distinct().toList();
    }

    List<Setting> settings(Case measured) {
        return all.stream()
                .filter(result -> result.measured().equals(measured))
                .map(Result::setting)
                .distinct()
                .toList();
    }

    /** By round. */
    List<Sample> samples(Case measured, Setting setting) {
        return all.stream()
                .filter(result ->
                        result.measured().equals(measured) && result.setting().equals(setting))
                .sorted(Comparator.comparingInt(Result::round))
                .map(Result::sample)
                .toList();
    }

    Spread spread(Case measured, Setting setting, Rate rate) {
        return new Spread(samples(measured, setting).stream().map(rate::of).toList());
    }

    /** PyTorch's fastest way with at most so many threads. */
    Setting best(Case measured, int threads, Rate rate) {
        return settings(measured).stream()
                .filter(setting -> !setting.ours() && setting.threads() <= threads)
                .max(Comparator.comparingDouble(
                        setting -> spread(measured, setting, rate).median()))
                .orElseThrow();
    }

    /** Our speed in terms of PyTorch's, round by round. */
    Spread ratio(Case measured, Setting ours, Setting theirs, Rate rate) {
        List<Sample> mine = samples(measured, ours);
        List<Sample> other = samples(measured, theirs);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < mine.size(); i++) {
            ratios.add(rate.of(mine.get(i)) / rate.of(other.get(i)));
        }
        return new Spread(ratios);
    }
}
