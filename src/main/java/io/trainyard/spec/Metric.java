package io.trainyard.spec;

import java.util.Locale;

/** A validation metric that a run can be steered by. */
public enum Metric {
    VALIDATION_LOSS(false),
    VALIDATION_ACCURACY(true);

    private final boolean higherIsBetter;

    Metric(boolean higherIsBetter) {
        this.higherIsBetter = higherIsBetter;
    }

    /** The name in specs and documents. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean improves(double value, double best) {
        return higherIsBetter ? value > best : value < best;
    }
}
