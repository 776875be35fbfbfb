package io.trainyard.benchmark;

import java.util.List;
import java.util.Locale;

/** Some measurements of the same, in ascending order. */
record Spread(List<Double> values) {

    Spread {
        values = values.stream().sorted().toList();
    }

    double median() {
        int middle = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2;
    }

    /** Median, least and most: {@code 310 (301-322)}. */
    String words(int digits) {
        String number = "%." + digits + "f";
        return String.format(
                Locale.ROOT,
                number + " (" + number + "-" + number + ")",
                median(),
                values.get(0),
                values.get(values.size() - 1));
    }
}
