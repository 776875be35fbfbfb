package io.trainyard.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Guesses which name was meant. */
final class NearestName {

    /** Longer ones are no slips of a known name; comparing them would only cost time. */
    private static final int LONGEST = 40;

    /** What PyTorch and its neighbours call our fields; no edit distance finds these. */
    private static final Map<String, String> ALIASES = Map.of(
            "lr", "learning_rate",
            "eta_min", "min_learning_rate",
            "max_epochs", "epochs",
            "scheduler", "lr_schedule",
            "criterion", "loss",
            "transforms", "augmentation",
            "fc", "linear",
            "dense", "linear",
            "max_pool", "max_pool2d",
            "adamw", "adam");

    private NearestName() {}

    /** The known name within an edit distance of a third of its length, at least 1; the nearest of them. */
    static Optional<String> of(String name, Collection<String> known) {
        if (name.length() > LONGEST) {
            return Optional.empty();
        }
        String written = normal(name);
        String alias = ALIASES.get(written);
        if (alias != null && known.contains(alias)) {
            return Optional.of(alias);
        }
        return known.stream()
                .filter(candidate -> distance(written, normal(candidate)) <= Math.max(1, candidate.length() / 3))
                .min(Comparator.comparingInt((String candidate) -> distance(written, normal(candidate)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    }

    /** Levenshtein's, row by row. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
