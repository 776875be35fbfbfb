package io.trainyard.spec;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** A metric that a run can be steered by; {@code train_loss} by a learning-rate schedule only. */
public enum Metric {
    VALIDATION_LOSS(false),
    VALIDATION_ACCURACY(true),
    TRAIN_LOSS(false);

    private final boolean higherIsBetter;

    Metric(boolean higherIsBetter) {
        this.higherIsBetter = higherIsBetter;
    }

    /** The name in specs and documents. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    String words() {
        return id().replace('_', ' ');
    }

    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    public boolean improves(double value, double best) {
        return higherIsBetter ? value > best : value < best;
    }

    public boolean needsValidation() {
        return this != TRAIN_LOSS;
    }

    /** In the order of the enum. */
    static Map<String, Metric> byId(Predicate<Metric> wanted) {
        Map<String, Metric> byId = new LinkedHashMap<>();
        Arrays.stream(values()).filter(wanted).forEach(metric -> byId.put(metric.id(), metric));
        return Collections.unmodifiableMap(byId);
    }
}
