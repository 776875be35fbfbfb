package io.trainyard.web;

import io.trainyard.result.EpochMetrics;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Records of numbers as RFC 4180 text: a header line, then one line each; an absent value is an empty field. */
public final class MetricsCsv {

    private MetricsCsv() {}

    public static String write(List<EpochMetrics> epochs) {
        return epochs.stream().map(MetricsCsv::line).collect(Collectors.joining("", header(EpochMetrics.class), ""));
    }

    /** The names of the record's components, as JSON has them. */
    public static String header(Class<? extends Record> type) {
        return row(
                type,
                component ->
                        component.getName().replaceAll("(\\p{Upper})", "_$1").toLowerCase(Locale.ROOT));
    }

    public static String line(Record metrics) {
        return row(metrics.getClass(), component -> value(metrics, component));
    }

    private static @Nullable Object value(Record metrics, RecordComponent component) {
        try {
            return component.getAccessor().invoke(metrics);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A component of a public record can be read.", e);
        }
    }

    private static String row(Class<? extends Record> type, Function<RecordComponent, @Nullable Object> field) {
        return Arrays.stream(type.getRecordComponents())
                .map(field)
                .map(value -> value == null ? "" : value.toString())
                .collect(Collectors.joining(",", "", "\r\n"));
    }
}
